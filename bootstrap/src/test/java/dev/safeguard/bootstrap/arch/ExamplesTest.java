package dev.safeguard.bootstrap.arch;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The examples stand beside the product and obey the rule about them. */
@AnalyzeClasses(locations = Product.ExampleClasses.class)
final class ExamplesTest {

    @ArchTest
    static final ArchRule examplesStandOutside = ArchitectureRules.ofProduct(16);
}
