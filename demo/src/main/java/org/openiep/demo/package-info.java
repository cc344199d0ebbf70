/**
 * The whole exchange on one machine: database, mail, server, and two small hospitals. The building blocks are public
 * because the whole-system tests start the same ones.
 */
package org.openiep.demo;
