/** Who did what, when and to what: append-only and chained. */
package org.openiep.audit;
