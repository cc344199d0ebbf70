package org.openiep.transfer;

/** A lane or a node was held or released; observe it after success. */
public record HoldChanged() {}
