package org.openiep.web;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What the console may know of the other modules. */
@AnalyzeClasses(packages = "org.openiep.web", importOptions = ImportOption.DoNotIncludeTests.class)
class ArrowsTest {

    @ArchTest
    static final ArchRule PAGES_KNOW_NO_DICOM_AND_NO_QUEUE = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.openiep.dicom..", "org.openiep.connector..", "org.openiep.lanes..", "org.openiep.imaging..")
            .because("pages and API use the exchange's services and records only");

    @ArchTest
    static final ArchRule PAGES_KNOW_NO_DATABASE = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "jakarta.persistence..", "java.sql..", "javax.sql..", "jakarta.jms..", "org.openiep.database..")
            .because("what is stored is asked from services, which check the caller");

    @ArchTest
    static final ArchRule API_KNOWS_NO_FACES = noClasses()
            .that()
            .resideInAPackage("org.openiep.web.api..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.faces..", "org.primefaces..")
            .because("programs get no page state");

    @ArchTest
    static final ArchRule NO_ENTITIES_ON_PAGES = noClasses()
            .should()
            .dependOnClassesThat()
            .areAnnotatedWith("jakarta.persistence.Entity")
            .because("pages show records");
}
