package org.openiep.demo;

/**
 * Bodies made of a few ellipsoids, tubes and arcs; good enough to be recognised, nobody's. Millimetres from the middle: x
 * to the patient's left, y to the back, z to the head.
 */
final class Phantoms {
    private static final double AIR = -1000;
    private static final double FAT = -90;
    private static final double MUSCLE = 50;
    private static final double LUNG = -820;
    private static final double BLOOD = 180;
    private static final double BONE = 420;

    private Phantoms() {}

    /** A chest, in Hounsfield units. */
    static double chest(double x, double y, double z) {
        if (outside(x, y, 0, 185, 128, 1)) {
            return AIR;
        }
        if (outside(x, y, 0, 177, 119, 1)) {
            return FAT;
        }
        double bone = chestBone(x, y, z);
        if (bone > 0) {
            return bone;
        }
        if (!outside(x - 18, y + 38, z + 35, 56, 46, 62)) {
            return outside(x - 24, y + 36, z + 35, 36, 28, 42) ? MUSCLE : BLOOD;
        }
        if (tube(x - 22, y - 42, 12) || tube(x + 2, y - 8, z > 20 ? 14 : 0)) {
            return z > 20 && tube(x + 2, y - 8, 9) ? AIR : BLOOD;
        }
        return chestSoft(x, y, z);
    }

    private static double chestBone(double x, double y, double z) {
        double vertebra = Math.floorMod((long) Math.floor(z), 27) < 22 ? BONE : MUSCLE;
        if (tube(x, y - 78, 19)) {
            return tube(x, y - 78, 16) && vertebra == BONE ? BONE - 180 : vertebra;
        }
        if (tube(x, y - 101, 7)) {
            return 20;
        }
        if (tube(x, y - 101, 12) || (Math.abs(x) < 5 && y > 101 && y < 117)) {
            return vertebra == BONE ? BONE : 0;
        }
        boolean cage = outside(x, y, 0, 158, 100, 1) && !outside(x, y, 0, 168, 110, 1);
        boolean rib = Math.floorMod((long) Math.floor(z + 0.45 * y), 28) < 11;
        if (cage && rib && Math.abs(x) > 14) {
            return BONE;
        }
        return Math.abs(x) < 18 && y < -104 && y > -115 ? BONE - 120 : 0;
    }

    private static double chestSoft(double x, double y, double z) {
        boolean right = !outside(x + 82, y - 2, z - 10, 62, 88, 165);
        boolean left = !outside(x - 86, y - 2, z - 10, 58, 88, 165);
        boolean diaphragm = z < -95 + 40 * Math.cos(Math.abs(x) < 30 ? Math.PI : (Math.abs(x) - 82) / 38)
                && !outside(x, y, 0, 150, 95, 1);
        if ((right || left) && !diaphragm) {
            boolean nodule = !outside(x + 96, y + 22, z - 42, 9, 9, 9);
            boolean vessel = Math.sin(x * 0.31 + z * 0.11) * Math.cos(y * 0.27 - z * 0.13) > 0.93;
            return nodule || vessel ? MUSCLE - 20 : LUNG;
        }
        return MUSCLE;
    }

    /** What a ray from back to front leaves of its light, 0 (air) to 1 (dense); a chest radiograph. */
    static double chestShadow(double x, double z) {
        double sum = 0;
        double step = 4;
        for (double y = -130; y <= 130; y += step) {
            double density = Math.max(0, chest(x, y, z) + 1000) / 1000;
            sum += density * step;
        }
        return 1 - Math.exp(-sum / 130);
    }

    /** A head, in the arbitrary units of a T2-weighted image. */
    static double head(double x, double y, double z) {
        if (outside(x, y, z, 82, 100, 92)) {
            return 10;
        }
        if (outside(x, y, z, 77, 95, 87)) {
            return 620;
        }
        if (outside(x, y, z, 71, 89, 81)) {
            return 60;
        }
        if (outside(x, y, z, 68, 86, 78)) {
            return 1250;
        }
        boolean ventricle = !outside(Math.abs(x) - 13, y + 8 - Math.abs(x) * 0.3, z - 12, 7, 30, 18);
        boolean fissure = Math.abs(x) < 1.6 && (y < -40 || y > 45 || z > 45);
        double folds = Math.sin(Math.atan2(y, x) * 17 + z * 0.35) * 4;
        boolean sulcus = outside(x, y, z, 62 + folds, 80 + folds, 72 + folds) && folds > 2.6;
        if (ventricle || fissure || sulcus) {
            return 1180;
        }
        boolean lesion = !outside(x - 34, y - 22, z - 20, 8, 6, 7);
        if (lesion) {
            return 980;
        }
        return outside(x, y, z, 58 + folds, 76 + folds, 68 + folds) ? 640 : 430;
    }

    private static boolean outside(double x, double y, double z, double a, double b, double c) {
        return x * x / (a * a) + y * y / (b * b) + z * z / (c * c) > 1;
    }

    private static boolean tube(double x, double y, double radius) {
        return x * x + y * y < radius * radius;
    }
}
