package org.openiep.problem;

/**
 * One thing wrong with one field.
 *
 * @param field its name in the API, such as {@code patient.nhsNumber}; empty when it concerns the whole
 * @param message what was expected and what to do, one sentence, without patient data
 */
public record FieldProblem(String field, String message) {}
