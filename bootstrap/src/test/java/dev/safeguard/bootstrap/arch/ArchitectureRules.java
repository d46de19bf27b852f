package dev.safeguard.bootstrap.arch;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.all;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static dev.safeguard.bootstrap.arch.ArchitectureRule.Scope.EXAMPLES;
import static dev.safeguard.bootstrap.arch.ArchitectureRule.Scope.MAIN;
import static dev.safeguard.bootstrap.arch.ArchitectureRule.Scope.MAIN_AND_TESTS;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.base.HasDescription;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.AbstractClassesTransformer;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Calendar;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;

/**
 * The sixteen rules: first a table of their names and of what their victims do against them, then a method for each,
 * which lists its clauses. A package of the product is named through {@link Layout}, never as text.
 */
final class ArchitectureRules {

    static final List<ArchitectureRule> ALL = List.of(
            rule(1, "domain is plain Java", MAIN, ArchitectureRules::domainIsPlainJava,
                    "TalksToALogger.log()> has return type <org.slf4j.Logger>"),
            rule(2, "domain never asks the world", MAIN, ArchitectureRules::domainNeverAsksTheWorld,
                    "calls method <java.time.Instant.now()>",
                    "references method <java.time.Instant.now()>",
                    "calls method <java.lang.System.nanoTime()>",
                    "calls method <java.lang.Thread.currentThread()>",
                    "calls constructor <java.util.Random.<init>()>",
                    "calls method <java.util.UUID.randomUUID()>",
                    "calls method <java.time.ZoneId.systemDefault()>",
                    "calls method <java.time.Clock.systemUTC()>",
                    "calls method <java.util.Locale.getDefault()>",
                    "calls method <java.lang.String.formatted([Ljava.lang.Object;)>",
                    "calls method <java.lang.String.toLowerCase()>"),
            rule(3, "application depends on domain alone", MAIN, ArchitectureRules::applicationDependsOnDomainAlone,
                    "EvaluateSlo.log()> has return type <org.slf4j.Logger>"),
            rule(4, "adapters do not know each other", MAIN, ArchitectureRules::adaptersStandAlone,
                    "Slice cli depends on Slice eval",
                    "FileEvalSink.wiring()> has return type"),
            rule(5, "every technology has its home", MAIN, ArchitectureRules::technologiesStayAtHome,
                    "has return type <com.google.inject.Injector>",
                    "has return type <org.jdbi.v3.core.Jdbi>",
                    "has return type <java.sql.Connection>",
                    "has return type <picocli.CommandLine>",
                    "has return type <java.net.http.HttpClient>",
                    "gets field <java.lang.System.out>",
                    "calls method <java.lang.System.exit(int)>"),
            rule(6, "ports are pure", MAIN, ArchitectureRules::portsArePure,
                    "Helper> is not an interface, a value or an exception",
                    "MetricSource.log()> has return type <org.slf4j.Logger>",
                    "Hidden> does reside in a package"),
            rule(7, "adapters drive or are driven", MAIN, ArchitectureRules::adaptersDriveOrAreDriven,
                    "TerminalPager> is assignable to a port",
                    "PollingMetricSource.useCase()> has return type"),
            rule(8, "use cases are final and stand alone", MAIN, ArchitectureRules::useCasesStandAlone,
                    "OpenUseCase> is not a final use case",
                    "OnlyOneImplements> is not a final use case"),
            rule(9, "ports have adapter, fake and contract", MAIN_AND_TESTS, ArchitectureRules::portsAreComplete,
                    "Forgotten> has no adapter",
                    "Forgotten> has no fake: ",
                    "Forgotten> has no contract: ",
                    "Untested> has a contract that no test of adapter.eval runs",
                    "Untested> has a contract that no test of application runs"),
            rule(10, "features depend one way", MAIN, ArchitectureRules::featuresDependOneWay,
                    "incident must not know eval: ",
                    "alert must not know shift: ",
                    ".domain.util, which is not a feature",
                    "Cycle detected"),
            rule(11, "domain types do not change", MAIN, ArchitectureRules::domainTypesDoNotChange,
                    "Open> is not a record, an enum, sealed, an interface or final",
                    "Counter.count> does not have modifier FINAL"),
            rule(12, "old habits stay out", MAIN, ArchitectureRules::oldHabitsStayOut,
                    "is annotated with @Inject",
                    "calls constructor <java.lang.RuntimeException.<init>(java.lang.String)>",
                    "Habits.date> has type <java.util.Date>",
                    "Habits.log> has type <java.util.logging.Logger>"),
            rule(13, "only the shift's loop waits", MAIN, ArchitectureRules::onlyTheShiftWaits,
                    "Impatient.call(",
                    "Impatient.reference(",
                    "calls method <java.lang.Thread.sleep(long)>"),
            rule(14, "packages introduce themselves", MAIN, ArchitectureRules::packagesIntroduceThemselves,
                    "domain.slo> has no package-info.java with @NullMarked",
                    "domain.alert> does not say in the Javadoc of its package-info.java what belongs there"),
            rule(15, "tests mock nothing, main code tests nothing", MAIN_AND_TESTS, ArchitectureRules::noMocks,
                    "SomeTest.mock()> has return type <org.mockito.archfixture.Mock>",
                    "calls method <org.junit.jupiter.api.Assertions.fail()>"),
            rule(16, "examples stand outside", EXAMPLES, ArchitectureRules::examplesStandOutside,
                    "Insider.slo()> has return type",
                    "Insider.log()> has return type <org.slf4j.Logger>"));

    /** The features, each with those that it may know. */
    private static final Map<String, Set<String>> FEATURES = Map.of(
            "slo", Set.of(),
            "alert", Set.of("slo"),
            "runbook", Set.of("slo", "alert"),
            "oncall", Set.of("slo", "alert"),
            "incident", Set.of("slo", "alert"),
            "eval", Set.of("slo", "alert", "runbook", "oncall", "incident"),
            "postmortem", Set.of("slo", "alert", "runbook", "oncall", "incident", "eval"));

    /** The shift is no feature of the domain: it is the use case that puts the others together. */
    private static final String SHIFT = "shift";

    /** Interfaces beside the ports that are none, and why. */
    static final Map<String, String> PARTS_OF_PORTS = Map.of(
            "Stores", "what a UnitOfWork hands out: its contract is that of UnitOfWork, and each store has its own");

    private ArchitectureRules() {}

    /** The rule of this number, all of its clauses together, under the layout of the product. */
    static ArchRule ofProduct(int number) {
        return CompositeArchRule.of(ALL.get(number - 1).clauses().apply(Layout.ofProduct()));
    }

    /** 1. The domain depends on a few packages of the JDK, on JSpecify and on itself. */
    private static List<ArchRule> domainIsPlainJava(Layout at) {
        return List.of(classes()
                .that()
                .resideInAPackage(at.all("domain"))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "java.lang",
                        "java.util",
                        "java.util.function",
                        "java.util.regex",
                        "java.util.stream",
                        "java.time..",
                        "java.math",
                        "java.nio.charset",
                        "org.jspecify.annotations",
                        at.all("domain")))
                .because("a reader finds every rule as plain Java, and no upgrade of a library changes one"));
    }

    /** 2. The domain never asks the world. */
    private static List<ArchRule> domainNeverAsksTheWorld(Layout at) {
        return List.of(noClasses()
                .that()
                .resideInAPackage(at.all("domain"))
                .should()
                .accessTargetWhere(describe("the target asks the machine", ArchitectureRules::asksTheWorld))
                .because("a decision is a function of its arguments: pass it an Instant, a zone, a Locale"));
    }

    private static boolean asksTheWorld(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        String member = access.getName();
        List<String> parameters = access.getTarget() instanceof CodeUnitAccessTarget target
                ? target.getRawParameterTypes().stream().map(JavaClass::getName).toList()
                : List.of();
        return switch (owner) {
            // Copying is the one thing it does without asking anybody.
            case "java.lang.System" -> !member.equals("arraycopy");
            case "java.lang.Runtime",
                    "java.lang.Thread",
                    "java.lang.ProcessHandle",
                    "java.util.Random",
                    "java.util.SplittableRandom",
                    "java.util.Timer" -> true;
            case "java.lang.Math" -> member.equals("random");
            case "java.util.UUID" -> member.equals("randomUUID");
            case "java.util.Collections" -> member.equals("shuffle") && parameters.size() == 1;
            case "java.util.Locale", "java.util.TimeZone" -> member.equals("getDefault");
            // These take the default locale where they are not given one.
            case "java.lang.String" -> member.equals("formatted")
                    || (member.equals("format") && !parameters.getFirst().equals(Locale.class.getName()))
                    || (Set.of("toLowerCase", "toUpperCase").contains(member) && parameters.isEmpty());
            case "java.time.format.DateTimeFormatter" -> member.equals("ofPattern") && parameters.size() == 1;
            case "java.time.Clock" -> member.startsWith("system") || member.startsWith("tick");
            default -> owner.startsWith("java.time.") && Set.of("now", "systemDefault").contains(member);
        };
    }

    /** 3. The application depends on the domain, the JDK and JSpecify alone. */
    private static List<ArchRule> applicationDependsOnDomainAlone(Layout at) {
        return List.of(classes()
                .that()
                .resideInAPackage(at.all("application"))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "java..", "org.jspecify.annotations", at.all("domain"), at.all("application")))
                .because("a technology comes in through a port, so that replacing it never touches a use case"));
    }

    /** 4. Adapters do not know each other, and nothing depends on bootstrap. */
    private static List<ArchRule> adaptersStandAlone(Layout at) {
        return List.of(
                slices().matching(at.only("adapter") + ".(*)..")
                        .should()
                        .notDependOnEachOther()
                        .because("whoever replaces one adapter must not have to read another"),
                noClasses()
                        .that()
                        .resideOutsideOfPackage(at.all("bootstrap"))
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(at.all("bootstrap"))
                        .because("bootstrap knows everything, so what depends on it depends on everything"));
    }

    /** 5. A technology is used in its home only. */
    private static List<ArchRule> technologiesStayAtHome(Layout at) {
        return List.of(
                onlyIn(at.all("bootstrap"), resideInAnyPackage("com.google.inject..", "jakarta.inject.."))
                        .because("wiring is one module's business; the others are given what they need"),
                onlyIn(
                                at.all("adapter.persistence"),
                                resideInAnyPackage("java.sql..", "javax.sql..", "org.jdbi..", "org.sqlite.."))
                        .because("everyone else speaks to the stores, not to a database"),
                onlyIn(at.all("adapter.cli"), resideInAPackage("picocli.."))
                        .because("a use case can be called from anywhere, the command line is one place"),
                noClasses()
                        .that()
                        .resideOutsideOfPackages(at.all("adapter.telemetry"), at.all("adapter.services"))
                        .should()
                        .dependOnClassesThat(resideInAPackage("java.net.http.."))
                        .because("only adapters that call out may hang on somebody else's service"),
                noClasses()
                        .that()
                        .resideOutsideOfPackage(at.all("adapter.cli"))
                        .should()
                        .accessTargetWhere(describe("the target is the process", ArchitectureRules::isTheProcess))
                        .because("standard output is a report and the exit code a verdict, both of the command line"));
    }

    private static ArchRule onlyIn(String home, DescribedPredicate<JavaClass> technology) {
        return noClasses().that().resideOutsideOfPackage(home).should().dependOnClassesThat(technology);
    }

    private static boolean isTheProcess(JavaAccess<?> access) {
        String member = access.getName();
        return switch (access.getTargetOwner().getName()) {
            case "java.lang.System" -> Set.of("in", "out", "err", "exit").contains(member);
            case "java.lang.Runtime" -> Set.of("exit", "halt").contains(member);
            default -> member.equals("printStackTrace");
        };
    }

    /** 6. {@code application.port} holds interfaces, values and exceptions, which speak of nothing but the domain. */
    private static List<ArchRule> portsArePure(Layout at) {
        return List.of(
                classes()
                        .that()
                        .resideInAPackage(at.only("application.port"))
                        .and(areWritten())
                        .should(be(
                                "an interface, a value or an exception",
                                type -> type.isInterface() || isValue(type) || type.isAssignableTo(Throwable.class)))
                        .because("behaviour beside the ports would be there whatever infrastructure somebody brings"),
                classes()
                        .that()
                        .resideInAPackage(at.only("application.port"))
                        .should()
                        .onlyDependOnClassesThat(resideInAnyPackage(
                                "java..", "org.jspecify.annotations", at.all("domain"), at.only("application.port")))
                        .because("who implements a port needs the domain and the JDK, nothing else"),
                noClasses()
                        .should()
                        .resideInAPackage(at.only("application.port") + ".*..")
                        .because("the ports are one list, short enough to read aloud"));
    }

    /** 7. Driving adapters implement no port, driven adapters call no use case. */
    private static List<ArchRule> adaptersDriveOrAreDriven(Layout at) {
        DescribedPredicate<JavaClass> driving = resideInAPackage(at.all("adapter.cli"));
        DescribedPredicate<JavaClass> ports = resideInAPackage(at.only("application.port"));
        return List.of(
                noClasses()
                        .that(driving)
                        .should()
                        .beAssignableTo(describe("a port", type -> ports.test(type) && type.isInterface()))
                        .because("the command line asks for things to be done; it is not asked"),
                noClasses()
                        .that(resideInAPackage(at.all("adapter")).and(not(driving)))
                        .should()
                        .dependOnClassesThat(resideInAPackage(at.all("application")).and(not(ports)))
                        .because("what is behind a port answers; it does not decide what happens next"));
    }

    /** 8. Use cases are final; what stands beside them in their package is package-private. */
    private static List<ArchRule> useCasesStandAlone(Layout at) {
        return List.of(classes()
                .that(resideInAPackage(at.all("application")).and(not(resideInAPackage(at.only("application.port")))))
                .and()
                .arePublic()
                .and()
                .areTopLevelClasses()
                .should(be(
                        "a final use case or a value for one (a record, an enum, a sealed interface)",
                        type -> isFinal(type) || isValue(type)))
                .because("the use cases are the driving ports: one class each, with no interface before it"));
    }

    /** 9. Every port has an adapter, a fake, and a contract that all adapters and the fake pass. */
    private static List<ArchRule> portsAreComplete(Layout at) {
        return List.of(classes()
                .that()
                .resideInAPackage(at.only("application.port"))
                .and(describe("are ports", type -> isPort(type) && !PARTS_OF_PORTS.containsKey(type.getSimpleName())))
                .should(haveAnAdapterAFakeAndAContract(at))
                .because("a port is a promise: somebody keeps it, and a test says what it is"));
    }

    private static ArchCondition<JavaClass> haveAnAdapterAFakeAndAContract(Layout at) {
        String testkit = at.all("application.testkit");
        return condition("have an adapter, a fake and a contract", (port, problems) -> {
            List<JavaClass> implementations = port.getAllSubclasses().stream()
                    .filter(type -> !type.isInterface() && !isAbstract(type))
                    .toList();
            Set<String> owners = new TreeSet<>();
            for (JavaClass type : implementations) {
                if (resideInAPackage(at.all("adapter")).test(type) && !at.isTest(type)) {
                    owners.add(module(type, at));
                }
            }
            if (owners.isEmpty()) {
                problems.accept("has no adapter: no class in an adapter module implements it");
            }
            if (implementations.stream()
                    .noneMatch(type -> resideInAPackage(testkit).test(type)
                            && type.getSimpleName().matches("(Fake|InMemory).+"))) {
                problems.accept("has no fake: no class in the test kit named Fake* or InMemory* implements it");
            }

            String name = port.getSimpleName() + "Contract";
            Optional<JavaClass> contract = port.getDirectDependenciesToSelf().stream()
                    .map(Dependency::getOriginClass)
                    .filter(type -> resideInAPackage(testkit).test(type)
                            && type.getSimpleName().equals(name)
                            && isAbstract(type))
                    .findFirst();
            if (contract.isEmpty()) {
                problems.accept("has no contract: no abstract class " + name + " in the test kit is about it");
                return;
            }
            owners.add("application"); // where the fake is tested
            contract.get().getAllSubclasses().stream()
                    .filter(type -> !isAbstract(type))
                    .forEach(type -> owners.remove(module(type, at)));
            for (String owner : owners) {
                problems.accept("has a contract that no test of " + owner + " runs: extend " + name + " there");
            }
        });
    }

    /** The layer of a class, or its adapter: {@code application}, {@code adapter.eval}. */
    private static String module(JavaClass type, Layout at) {
        String[] names = type.getPackageName().substring(at.root().length() + 1).split("\\.", -1);
        return names[0].equals("adapter") ? names[0] + "." + names[1] : names[0];
    }

    /** 10. Features depend one way, and packages not in circles. */
    private static List<ArchRule> featuresDependOneWay(Layout at) {
        FEATURES.keySet().forEach(feature -> at.only("domain." + feature));
        Map<String, Set<String>> useCases = new HashMap<>(FEATURES);
        useCases.put(SHIFT, FEATURES.keySet());
        return List.of(
                classes()
                        .that()
                        .resideInAPackage(at.all("domain"))
                        .should(knowOnlyEarlierFeatures(at.only("domain"), FEATURES))
                        .because("a reader learns one feature after the other, and needs no later one to do so"),
                classes()
                        .that(resideInAPackage(at.all("application"))
                                .and(not(resideInAPackage(at.only("application.port")))))
                        .should(knowOnlyEarlierFeatures(at.only("application"), useCases))
                        .because("the use cases follow the features; the shift alone puts them all together"),
                slices().matching(at.root() + ".(**)")
                        .should()
                        .beFreeOfCycles()
                        .because("of two packages that need each other, neither can be understood first"));
    }

    private static ArchCondition<JavaClass> knowOnlyEarlierFeatures(String layer, Map<String, Set<String>> features) {
        return condition("know only the features that come before their own", (type, problems) -> {
            String feature = feature(type, layer);
            if (!features.containsKey(feature)) {
                problems.accept("is in " + layer + "." + feature + ", which is not a feature");
                return;
            }
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                String other = feature(dependency.getTargetClass(), layer);
                if (features.containsKey(other) && !other.equals(feature) && !features.get(feature).contains(other)) {
                    problems.accept(feature + " must not know " + other + ": " + dependency.getDescription());
                }
            }
        });
    }

    /** The first part of the package's name below the layer, empty for a class that is elsewhere. */
    private static String feature(JavaClass type, String layer) {
        String name = type.getPackageName() + ".";
        return name.startsWith(layer + ".") && name.length() > layer.length() + 1
                ? name.substring(layer.length() + 1, name.indexOf('.', layer.length() + 1))
                : "";
    }

    /** 11. Domain types are records, enums, sealed, interfaces, or final with final fields. */
    private static List<ArchRule> domainTypesDoNotChange(Layout at) {
        return List.of(
                classes()
                        .that()
                        .resideInAPackage(at.all("domain"))
                        .and(areWritten())
                        .and()
                        .areNotAnonymousClasses()
                        .should(be(
                                "a record, an enum, sealed, an interface or final",
                                type -> isValue(type) || type.isInterface() || type.isSealed() || isFinal(type)))
                        .because("a value that may be subclassed can be made to break what it promises"),
                fields().that()
                        .areDeclaredInClassesThat()
                        .resideInAPackage(at.all("domain"))
                        .should()
                        .beFinal()
                        .because("a value that never changes can be shared, kept and compared without a thought"));
    }

    /** 12. No field injection, no generic exceptions, no {@code java.util.Date}, no {@code java.util.logging}. */
    private static List<ArchRule> oldHabitsStayOut(Layout at) {
        return List.of(
                GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION,
                GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS,
                noClasses()
                        .should()
                        .dependOnClassesThat(belongToAnyOf(Date.class, Calendar.class))
                        .because("java.time says whether it means an instant, a day or a time on the wall"),
                noClasses()
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("java.util.logging..")
                        .because("adapters log through SLF4J; the core does not log, it returns what happened"));
    }

    /** 13. Only the shift's loop waits. */
    private static List<ArchRule> onlyTheShiftWaits(Layout at) {
        String clock = at.only("application.port") + ".Clock";
        return List.of(
                noClasses()
                        .that()
                        .resideOutsideOfPackage(at.all("application." + SHIFT))
                        .should()
                        .accessTargetWhere(describe(
                                "the target is Clock.waitUntil",
                                access -> access.getName().equals("waitUntil")
                                        && access.getTargetOwner().isAssignableTo(clock)))
                        .because("one thread waits for the earliest deadline of all, so that a simulation and a restart"
                                + " go the same way as the night they repeat"),
                noClasses()
                        .that()
                        .resideInAnyPackage(at.all("domain"), at.all("application"))
                        .should()
                        .accessTargetWhere(describe("the target blocks", ArchitectureRules::blocks))
                        .because("what takes time is a state machine: given the time, it says the next command"));
    }

    private static boolean blocks(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        return Set.of("sleep", "wait", "join", "await", "park", "parkNanos", "parkUntil").contains(access.getName())
                && (Set.of("java.lang.Object", "java.lang.Thread").contains(owner)
                        || owner.startsWith("java.util.concurrent."));
    }

    /** 14. Every package is {@code @NullMarked}, with a {@code package-info} that says what belongs there. */
    private static List<ArchRule> packagesIntroduceThemselves(Layout at) {
        return List.of(all(packages())
                .should(condition("have a package-info with @NullMarked and Javadoc", (pack, problems) -> {
                    if (!pack.tryGetPackageInfo()
                            .map(info -> info.isAnnotatedWith(NullMarked.class))
                            .orElse(false)) {
                        problems.accept("has no package-info.java with @NullMarked");
                    }
                    if (!introduction(pack, at).matches("(?s).*/\\*\\*(\\W+\\w+){5,}.*")) {
                        problems.accept("does not say in the Javadoc of its package-info.java what belongs there");
                    }
                }))
                .because("a package is a promise about absence, and a place that things belong to"));
    }

    private static AbstractClassesTransformer<JavaPackage> packages() {
        return new AbstractClassesTransformer<>("packages") {
            @Override
            public Iterable<JavaPackage> doTransform(JavaClasses classes) {
                return classes.stream().map(JavaClass::getPackage).collect(Collectors.toSet());
            }
        };
    }

    /** What stands before the package declaration in the package-info.java. */
    private static String introduction(JavaPackage pack, Layout at) {
        Path file = Path.of(pack.getName().replace('.', '/'), "package-info.java");
        return at.sources().stream()
                .map(directory -> directory.resolve(file))
                .filter(Files::exists)
                .map(ArchitectureRules::read)
                .map(text -> text.substring(0, text.indexOf("package " + pack.getName())))
                .collect(Collectors.joining());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** 15. No mocking library anywhere, and no test library in main code. */
    private static List<ArchRule> noMocks(Layout at) {
        return List.of(
                noClasses()
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("org.mockito..", "org.easymock..", "org.jmock..", "mockit..", "io.mockk..")
                        .because("a fake passes the contract of its port; a mock passes whatever it is told to"),
                noClasses()
                        .that(describe("are not tests", type -> !at.isTest(type)))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("org.junit..", "com.tngtech.archunit..", at.all("application.testkit"))
                        .because("what is shipped must not know that it is tested"));
    }

    /** 16. An example depends on the JDK, on JSpecify and on itself. */
    private static List<ArchRule> examplesStandOutside(Layout at) {
        return List.of(classes()
                .that()
                .resideInAPackage(at.all("example"))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "java..", "com.sun.net.httpserver", "org.jspecify.annotations", at.all("example")))
                .because("a service that Safeguard keeps standing knows as little of it as anybody else's does"));
    }

    // ---- Words that the rules are made of -------------------------------------------------------------------------

    /** Written by somebody, not by the compiler: an enum's switch, say, makes a class of its own. */
    private static DescribedPredicate<JavaClass> areWritten() {
        return describe("are not synthetic", type -> !type.getModifiers().contains(JavaModifier.SYNTHETIC));
    }

    private static boolean isValue(JavaClass type) {
        return type.isRecord() || type.isEnum() || (type.isInterface() && type.isSealed());
    }

    private static boolean isPort(JavaClass type) {
        return type.isInterface()
                && !type.isSealed()
                && !type.isNestedClass()
                && !type.getModifiers().contains(JavaModifier.SYNTHETIC);
    }

    private static boolean isFinal(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.FINAL);
    }

    private static boolean isAbstract(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.ABSTRACT);
    }

    /** A condition that tells its problems, each as the rest of a sentence that begins with what has them. */
    private static <T extends HasDescription> ArchCondition<T> condition(
            String description, BiConsumer<T, Consumer<String>> check) {
        return new ArchCondition<>(description) {
            @Override
            public void check(T item, ConditionEvents events) {
                String subject = item.getDescription() + " ";
                check.accept(item, problem -> events.add(SimpleConditionEvent.violated(item, subject + problem)));
            }
        };
    }

    private static ArchCondition<JavaClass> be(String description, Predicate<JavaClass> predicate) {
        return ArchConditions.be(describe(description, predicate));
    }

    private static ArchitectureRule rule(
            int number,
            String name,
            ArchitectureRule.Scope scope,
            Function<Layout, List<ArchRule>> clauses,
            String... violations) {
        return new ArchitectureRule(number, name, scope, clauses, List.of(violations));
    }
}
