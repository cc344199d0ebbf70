package org.openiep.queue;

import java.lang.reflect.Field;

/** Does what the container does: gives a bean what it asks for, by type. */
public final class Wiring {
    private Wiring() {}

    /** Sets every field that has the type of one of the parts. */
    public static <T> T wire(T bean, Object... parts) {
        for (Field field : bean.getClass().getDeclaredFields()) {
            for (Object part : parts) {
                if (field.getAnnotations().length > 0 && field.getType().isInstance(part)) {
                    set(field, bean, part);
                }
            }
        }
        return bean;
    }

    private static void set(Field field, Object bean, Object part) {
        try {
            field.setAccessible(true);
            field.set(bean, part);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
