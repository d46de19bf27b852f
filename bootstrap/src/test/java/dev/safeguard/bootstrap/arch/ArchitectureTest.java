package dev.safeguard.bootstrap.arch;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The classes that are shipped obey the rules about them. */
@AnalyzeClasses(locations = Product.MainClasses.class, importOptions = Product.NoVictims.class)
final class ArchitectureTest {

    @ArchTest
    static final ArchRule domainIsPlainJava = ArchitectureRules.ofProduct(1);

    @ArchTest
    static final ArchRule domainNeverAsksTheWorld = ArchitectureRules.ofProduct(2);

    @ArchTest
    static final ArchRule applicationDependsOnDomainAlone = ArchitectureRules.ofProduct(3);

    @ArchTest
    static final ArchRule adaptersStandAlone = ArchitectureRules.ofProduct(4);

    @ArchTest
    static final ArchRule technologiesStayAtHome = ArchitectureRules.ofProduct(5);

    @ArchTest
    static final ArchRule portsArePure = ArchitectureRules.ofProduct(6);

    @ArchTest
    static final ArchRule adaptersDriveOrAreDriven = ArchitectureRules.ofProduct(7);

    @ArchTest
    static final ArchRule useCasesStandAlone = ArchitectureRules.ofProduct(8);

    @ArchTest
    static final ArchRule featuresDependOneWay = ArchitectureRules.ofProduct(10);

    @ArchTest
    static final ArchRule domainTypesDoNotChange = ArchitectureRules.ofProduct(11);

    @ArchTest
    static final ArchRule oldHabitsStayOut = ArchitectureRules.ofProduct(12);

    @ArchTest
    static final ArchRule onlyTheShiftWaits = ArchitectureRules.ofProduct(13);

    @ArchTest
    static final ArchRule packagesIntroduceThemselves = ArchitectureRules.ofProduct(14);
}
