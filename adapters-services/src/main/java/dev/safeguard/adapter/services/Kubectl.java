package dev.safeguard.adapter.services;

import dev.safeguard.application.port.Mitigation.OutcomeUnknownException;
import dev.safeguard.application.port.Mitigation.RefusedException;
import dev.safeguard.application.port.Mitigation.Refusal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Asks kubectl about one deployment, and tells it to go back; all within one deadline. */
record Kubectl(KubectlRolloutUndoMitigation.With with, Deadline deadline) {

    private static final String REVISION = "deployment.kubernetes.io/revision";
    private static final String FORMER_REVISIONS = "deployment.kubernetes.io/revision-history";
    private static final String HASH = "pod-template-hash";
    private static final int LONGEST_ANSWER = 32 * 1024 * 1024;
    private static final ObjectMapper JSON = JsonMapper.shared();

    /** What kubectl prints, in lower case, when the server has certainly changed nothing; the first that fits. */
    private static final List<Map.Entry<String, Refusal>> REFUSALS = List.of(
            Map.entry("(notfound)", Refusal.NOT_FOUND),
            Map.entry("no rollout history found", Refusal.NOT_FOUND),
            Map.entry("unable to find specified revision", Refusal.CONFLICT),
            Map.entry("(conflict)", Refusal.CONFLICT),
            Map.entry("denied the request", Refusal.REFUSED),
            Map.entry("(forbidden)", Refusal.NOT_ALLOWED),
            Map.entry("unauthorized", Refusal.NOT_ALLOWED),
            Map.entry("you must be logged in to the server", Refusal.NOT_ALLOWED),
            Map.entry("(toomanyrequests)", Refusal.BUSY),
            Map.entry("cannot rollback a paused deployment", Refusal.REFUSED),
            Map.entry("(invalid)", Refusal.REFUSED),
            Map.entry("(badrequest)", Refusal.REFUSED),
            Map.entry("was refused - did you specify the right host or port?", Refusal.UNAVAILABLE),
            Map.entry("connection refused", Refusal.UNAVAILABLE),
            Map.entry("no such host", Refusal.UNAVAILABLE),
            Map.entry("x509:", Refusal.UNAVAILABLE));

    /** @throws RefusedException when it cannot be read */
    Rollout rollout() {
        JsonNode deployment = get("deployment/" + with.deployment());
        List<String> command = new ArrayList<>(List.of("replicasets"));
        selector(deployment).ifPresent(selector -> command.add("--selector=" + selector));
        JsonNode sets = get(command.toArray(String[]::new));
        return rollout(deployment, sets.path("items"));
    }

    /** Tells the deployment to go back to the template of this revision. */
    void undo(long revision) {
        Commands.Outcome outcome =
                run(List.of("rollout", "undo", "deployment/" + with.deployment(), "--to-revision=" + revision));
        switch (outcome) {
            case Commands.NotStarted(String reason) -> throw new RefusedException(Refusal.UNAVAILABLE, reason);
            case Commands.Stopped(String reason) -> throw new OutcomeUnknownException(reason);
            case Commands.Ended ended when ended.exitCode() == 0 -> {
                // whether it is so is for the next look to say
            }
            case Commands.Ended ended -> {
                String complaint = complaint(ended);
                throw refusal(ended)
                        .<RuntimeException>map(refusal -> new RefusedException(refusal, complaint))
                        .orElseGet(() -> new OutcomeUnknownException(complaint));
            }
        }
    }

    private JsonNode get(String... what) {
        List<String> command = Stream.concat(Stream.of("get"), Stream.of(what)).collect(Collectors.toList());
        command.add("--output=json");
        return switch (run(command)) {
            case Commands.NotStarted(String reason) -> throw unreadable(reason);
            case Commands.Stopped(String reason) -> throw unreadable(reason);
            case Commands.Ended ended when ended.exitCode() == 0 && ended.out().whole() -> {
                try {
                    yield JSON.readTree(ended.out().text());
                } catch (JacksonException e) {
                    throw unreadable("kubectl printed something that is not JSON");
                }
            }
            case Commands.Ended ended when ended.exitCode() == 0 ->
                throw unreadable("kubectl printed more than " + LONGEST_ANSWER + " bytes");
            case Commands.Ended ended -> throw new RefusedException(
                    refusal(ended).orElse(Refusal.UNAVAILABLE), complaint(ended));
        };
    }

    private Commands.Outcome run(List<String> what) {
        List<String> command = new ArrayList<>();
        command.add(with.kubectl().map(Object::toString).orElse("kubectl"));
        command.addAll(what);
        with.namespace().ifPresent(namespace -> command.add("--namespace=" + namespace));
        with.context().ifPresent(context -> command.add("--context=" + context));
        with.kubeconfig().ifPresent(kubeconfig -> command.add("--kubeconfig=" + kubeconfig));
        command.add("--request-timeout=" + Math.max(1, deadline.left().toSeconds()) + "s");
        return Commands.run(command, System.getenv(), LONGEST_ANSWER, deadline);
    }

    private static RefusedException unreadable(String reason) {
        return new RefusedException(Refusal.UNAVAILABLE, reason);
    }

    private static Optional<Refusal> refusal(Commands.Ended ended) {
        String told = ended.err().text().toLowerCase(Locale.ROOT);
        return REFUSALS.stream()
                .filter(known -> told.contains(known.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** What is wrong, behind what kubectl warns of on the way. */
    private static String complaint(Commands.Ended ended) {
        String told = ended.err().text();
        String error = told.lines()
                .filter(line -> !line.startsWith("Warning:") && !line.matches("[IWE]\\d{4} .*"))
                .findFirst()
                .orElse(told);
        return "kubectl ended with exit code " + ended.exitCode() + ": " + Messages.firstLine(error);
    }

    /** Only those of this deployment, as far as its labels tell: a namespace may have thousands. */
    private static Optional<String> selector(JsonNode deployment) {
        return Optional.of(deployment.path("spec").path("selector").path("matchLabels").properties().stream()
                        .map(label -> label.getKey() + "=" + label.getValue().asString(""))
                        .collect(Collectors.joining(",")))
                .filter(selector -> !selector.isEmpty());
    }

    private Rollout rollout(JsonNode deployment, JsonNode sets) {
        String uid = deployment.path("metadata").path("uid").asString("");
        List<JsonNode> owned = sets.valueStream()
                .filter(set -> set.path("metadata").path("ownerReferences").valueStream()
                        .anyMatch(owner -> owner.path("controller").asBoolean(false)
                                && owner.path("uid").asString("").equals(uid)))
                .sorted(Comparator.comparing(
                        set -> set.path("metadata").path("creationTimestamp").asString("")))
                .toList();
        JsonNode metadata = deployment.path("metadata");
        boolean observed = deployment.path("status").path("observedGeneration").asLong(0)
                >= metadata.path("generation").asLong(0);
        JsonNode wanted = plain(deployment.path("spec").path("template"));
        Rollout.Template current = owned.stream()
                .filter(set -> plain(set.path("spec").path("template")).equals(wanted))
                .findFirst()
                .or(() -> observed ? numbered(owned, metadata) : Optional.empty())
                .map(Kubectl::template)
                .orElseThrow(() -> unreadable("the controller of deployment " + with.deployment()
                        + " has not yet heard of its latest change: try again in a moment"));
        return new Rollout(
                current,
                owned.stream().map(Kubectl::template).toList(),
                deployment.path("spec").path("paused").asBoolean(false),
                observed);
    }

    /** What the controller says is current, where a server writes the same template in two ways. */
    private static Optional<JsonNode> numbered(List<JsonNode> owned, JsonNode deployment) {
        String revision = deployment.path("annotations").path(REVISION).asString("");
        return owned.stream()
                .filter(set -> !revision.isEmpty()
                        && set.path("metadata").path("annotations").path(REVISION).asString("").equals(revision))
                .findFirst();
    }

    /**
     * A template without what says nothing about it: the label that its controller adds, and a time that is not set.
     */
    private static JsonNode plain(JsonNode template) {
        JsonNode copy = template.deepCopy();
        if (copy.path("metadata") instanceof ObjectNode metadata) {
            metadata.remove("creationTimestamp");
            if (metadata.path("labels") instanceof ObjectNode labels) {
                labels.remove(HASH);
            }
        }
        return copy;
    }

    private static Rollout.Template template(JsonNode set) {
        JsonNode metadata = set.path("metadata");
        JsonNode annotations = metadata.path("annotations");
        return new Rollout.Template(
                metadata.path("labels").path(HASH).asString(metadata.path("name").asString("")),
                number(annotations.path(REVISION).asString("")).orElse(0L),
                Stream.of(annotations.path(FORMER_REVISIONS).asString("").split(",", -1))
                        .flatMap(number -> number(number).stream())
                        .toList());
    }

    private static Optional<Long> number(String text) {
        return text.matches("\\d{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }
}
