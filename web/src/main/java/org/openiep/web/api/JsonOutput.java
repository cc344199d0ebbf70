package org.openiep.web.api;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the services' records as JSON, by the names of their components; moments and dates as in ISO 8601. The fields
 * of a component "form" stand beside those of its view, so that what is read looks like what is sent.
 */
final class JsonOutput {

    /** The component whose fields are taken out of their record. */
    static final String FORM = "form";

    /** Asked for once: the static methods of {@code Json} look for it in all libraries at each call. */
    private static final JsonProvider JSON = JsonProvider.provider();

    private JsonOutput() {}

    static JsonValue write(@Nullable Object value) {
        if (value == null) {
            return JsonValue.NULL;
        }
        if (value instanceof Record record) {
            return object(record);
        }
        if (value instanceof Collection<?> items) {
            JsonArrayBuilder array = JSON.createArrayBuilder();
            items.forEach(item -> array.add(write(item)));
            return array.build();
        }
        if (value instanceof Map<?, ?> map) {
            JsonObjectBuilder object = JSON.createObjectBuilder();
            map.forEach((key, item) -> object.add(key.toString(), write(item)));
            return object.build();
        }
        return scalar(value);
    }

    private static JsonValue scalar(Object value) {
        if (value instanceof Boolean flag) {
            return flag ? JsonValue.TRUE : JsonValue.FALSE;
        }
        if (value instanceof Integer || value instanceof Long) {
            return JSON.createValue(((Number) value).longValue());
        }
        if (value instanceof Double number) {
            return JSON.createValue(number);
        }
        if (value instanceof Duration time) {
            return JSON.createValue(time.toMillis());
        }
        return JSON.createValue(value.toString());
    }

    private static JsonValue object(Record record) {
        JsonObjectBuilder object = JSON.createObjectBuilder();
        addFields(object, record);
        return object.build();
    }

    private static void addFields(JsonObjectBuilder object, Record record) {
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            Object value = valueOf(record, component);
            if (component.getName().equals(FORM) && value instanceof Record form) {
                addFields(object, form);
            } else {
                object.add(component.getName(), write(value));
            }
        }
    }

    private static @Nullable Object valueOf(Record record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot read " + component, e);
        }
    }
}
