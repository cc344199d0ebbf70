/** Every number and rule that a trust may change, and the one clock that they are measured by. */
package org.openiep.policy;
