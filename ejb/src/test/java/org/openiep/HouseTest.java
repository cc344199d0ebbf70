package org.openiep;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.stream.Stream;

@AnalyzeClasses(
        packages = "org.openiep",
        importOptions = {ImportOption.DoNotIncludeTests.class, HouseTest.ThisHouse.class})
class HouseTest {
    /** Subjects from the ground up: each may use those below it. */
    private static final String[] SUBJECTS = {
        "problem",
        "database",
        "policy",
        "audit",
        "notify",
        "patient",
        "people",
        "directory",
        "exchange",
        "routing",
        "imaging",
        "disk",
        "diagnosis",
        "queue",
        "calling",
        "outage",
        "search",
        "upload",
        "nodetest",
        "pull",
        "commitment",
        "arrival",
        "reconciliation",
        "retention",
        "transfer",
        "board",
        "report"
    };

    private static final String[] SPEAKS_DICOM = {
        "org.openiep.imaging..",
        "org.openiep.disk..",
        "org.openiep.diagnosis..",
        "org.openiep.calling..",
        "org.openiep.outage..",
        "org.openiep.search..",
        "org.openiep.upload..",
        "org.openiep.nodetest..",
        "org.openiep.pull..",
        "org.openiep.commitment..",
        "org.openiep.arrival..",
        "org.openiep.reconciliation..",
        "org.openiep.transfer..",
    };

    /** This module's classes, not those of the libraries that share its root package. */
    static final class ThisHouse implements ImportOption {
        @Override
        public boolean includes(com.tngtech.archunit.core.importer.Location location) {
            return location.contains("/ejb/");
        }
    }

    @ArchTest
    static final ArchRule subjectsDoNotGoRound =
            slices().matching("org.openiep.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theExchangeKnowsNoFacesAndNoRest = noClasses()
            .that()
            .resideInAPackage("org.openiep..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "jakarta.faces..",
                    "jakarta.ws.rs..",
                    "jakarta.servlet..",
                    "org.openiep.web..",
                    "org.openiep.lanes..");

    @ArchTest
    static final ArchRule onlyWhoSpeaksDicomKnowsIt = noClasses()
            .that()
            .resideOutsideOfPackages(SPEAKS_DICOM)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "jakarta.jms..", "jakarta.resource..", "org.openiep.connector..", "org.openiep.dicom..");

    @ArchTest
    static final ArchRule onlyTheSchemaKnowsFlywayAndHibernate = noClasses()
            .that()
            .resideOutsideOfPackage("org.openiep.schema..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.flywaydb..", "org.hibernate..");

    @ArchTest
    static final ArchRule arrowsPointDown = arrows();

    /** A new package has to be given its place above, or no rule would hold it. */
    @ArchTest
    static final ArchRule everySubjectHasItsPlace = classes()
            .should()
            .resideInAnyPackage(Stream.concat(Stream.of(SUBJECTS), Stream.of("schema"))
                    .map(subject -> "org.openiep." + subject + "..")
                    .toArray(String[]::new));

    private static ArchRule arrows() {
        var layers = layeredArchitecture().consideringOnlyDependenciesInLayers();
        for (String subject : SUBJECTS) {
            layers = layers.optionalLayer(subject).definedBy("org.openiep." + subject + "..");
        }
        for (int i = 0; i < SUBJECTS.length; i++) {
            String[] above = Arrays.copyOfRange(SUBJECTS, i + 1, SUBJECTS.length);
            layers = above.length == 0
                    ? layers.whereLayer(SUBJECTS[i]).mayNotBeAccessedByAnyLayer()
                    : layers.whereLayer(SUBJECTS[i]).mayOnlyBeAccessedByLayers(above);
        }
        return layers;
    }
}
