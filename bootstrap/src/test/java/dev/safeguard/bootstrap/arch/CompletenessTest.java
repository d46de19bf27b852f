package dev.safeguard.bootstrap.arch;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The classes that are shipped and their tests, together, obey the rules about both. */
@AnalyzeClasses(locations = Product.MainAndTestClasses.class, importOptions = Product.NoVictims.class)
final class CompletenessTest {

    @ArchTest
    static final ArchRule portsAreComplete = ArchitectureRules.ofProduct(9);

    @ArchTest
    static final ArchRule noMocks = ArchitectureRules.ofProduct(15);
}
