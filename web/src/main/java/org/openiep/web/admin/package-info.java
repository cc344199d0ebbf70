/** Administration: a list with a form beside it, the same pattern everywhere. */
package org.openiep.web.admin;
