package org.openiep.web.api;

import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openiep.problem.FieldProblem;
import org.openiep.problem.InvalidInput;

/**
 * Reads a JSON object into one of the services' records, by the names of its components. What does not fit is told per
 * field, all at once, instead of failing at the first. Absent text is empty, an absent list has nothing in it, an absent
 * boolean is false, what may be null is null; everything else is required. Unknown fields are refused, since a
 * misspelt one would be lost in silence.
 */
final class JsonInput {

    private final List<FieldProblem> problems = new ArrayList<>();

    private JsonInput() {}

    /**
     * Reads a whole body.
     *
     * @throws InvalidInput with every field that does not fit
     */
    static <T extends Record> T read(JsonObject json, Class<T> type) {
        JsonInput input = new JsonInput();
        Object record = input.record(json, type, "");
        if (record == null || !input.problems.isEmpty()) {
            throw new InvalidInput(input.problems);
        }
        return type.cast(record);
    }

    private @Nullable Object record(JsonObject json, Class<?> type, String path) {
        RecordComponent[] components = type.getRecordComponents();
        refuseUnknown(json, components, path);
        int before = problems.size();
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            values[i] = component(json.get(components[i].getName()), components[i], path);
        }
        return problems.size() > before ? null : construct(type, components, values, path);
    }

    private void refuseUnknown(JsonObject json, RecordComponent[] components, String path) {
        Set<String> known =
                Arrays.stream(components).map(RecordComponent::getName).collect(Collectors.toCollection(TreeSet::new));
        json.keySet().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> problem(
                        path + name, "There is no such field. Known here are " + String.join(", ", known) + "."));
    }

    private @Nullable Object component(@Nullable JsonValue value, RecordComponent component, String path) {
        String field = path + component.getName();
        Class<?> type = component.getType();
        if (value == null || value.getValueType() == JsonValue.ValueType.NULL) {
            return absent(component.getAnnotatedType(), type, field);
        }
        try {
            return value(value, type, component.getGenericType(), field);
        } catch (ClassCastException
                | IllegalArgumentException
                | ArithmeticException
                | DateTimeException
                | JsonException e) {
            return problem(field, "Expected " + JsonTypes.inWords(type) + ".");
        }
    }

    private @Nullable Object absent(AnnotatedType annotated, Class<?> type, String field) {
        if (type == String.class) {
            return "";
        }
        if (type == List.class) {
            return List.of();
        }
        if (type == Set.class) {
            return Set.of();
        }
        if (type == boolean.class) {
            return false;
        }
        if (annotated.isAnnotationPresent(Nullable.class)) {
            return null;
        }
        return problem(field, "This field is needed: " + JsonTypes.inWords(type) + ".");
    }

    private @Nullable Object value(JsonValue value, Class<?> type, Type generic, String field) {
        if (type == List.class || type == Set.class) {
            Class<?> of = (Class<?>) ((ParameterizedType) generic).getActualTypeArguments()[0];
            List<Object> items = items((JsonArray) value, of, field);
            return type == List.class ? items : Set.copyOf(items);
        }
        if (type.isRecord()) {
            return record((JsonObject) value, type, field + ".");
        }
        if (type == boolean.class) {
            return bool(value);
        }
        if (type == int.class) {
            return ((JsonNumber) value).intValueExact();
        }
        if (type == long.class || type == Long.class) {
            return ((JsonNumber) value).longValueExact();
        }
        return text(((JsonString) value).getString(), type);
    }

    private List<Object> items(JsonArray array, Class<?> of, String field) {
        List<Object> items = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            Object item = value(array.get(i), of, of, field + "[" + i + "]");
            if (item != null) {
                items.add(item);
            }
        }
        return items;
    }

    private static boolean bool(JsonValue value) {
        return switch (value.getValueType()) {
            case TRUE -> true;
            case FALSE -> false;
            default -> throw new IllegalArgumentException("not a boolean");
        };
    }

    private static Object text(String text, Class<?> type) {
        if (type == String.class) {
            return text;
        }
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .filter(constant -> ((Enum<?>) constant).name().equals(text))
                    .findFirst()
                    .orElseThrow(IllegalArgumentException::new);
        }
        if (type == UUID.class) {
            return UUID.fromString(text);
        }
        if (type == LocalDate.class) {
            return LocalDate.parse(text);
        }
        if (type == LocalDateTime.class) {
            return LocalDateTime.parse(text);
        }
        if (type == Instant.class) {
            return Instant.parse(text);
        }
        throw new IllegalStateException("No JSON form for " + type.getName());
    }

    private @Nullable Object construct(Class<?> type, RecordComponent[] components, Object[] values, String path) {
        try {
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (InvocationTargetException e) {
            return problem(path, "The values do not go together.");
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot make a " + type.getName(), e);
        }
    }

    private @Nullable Object problem(String field, String message) {
        problems.add(new FieldProblem(field, message));
        return null;
    }
}
