package dev.safeguard.adapter.cli;

import dev.safeguard.adapter.cli.Composition.ShiftSession;
import dev.safeguard.application.port.StoreException;
import dev.safeguard.application.runbook.PlannedStep;
import dev.safeguard.application.runbook.RunPlan;
import dev.safeguard.application.shift.PlanMovedException;
import dev.safeguard.application.shift.ShiftItem;
import dev.safeguard.domain.incident.Actor;
import dev.safeguard.domain.runbook.Phase;
import dev.safeguard.domain.runbook.Reversibility;
import dev.safeguard.domain.runbook.RunId;
import dev.safeguard.domain.runbook.RunbookRun;
import dev.safeguard.domain.runbook.StepResult;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code safeguard run}: a runbook by hand, first on paper and then, with its hash, for real. */
@Command(
        name = "run",
        header = "Show what a runbook would change, and run it once you have seen it.",
        footer = {
            "  safeguard run provider-outage                            what it would change; writes nothing",
            "  safeguard run provider-outage --approve 4f2a90c1d7e3     run that plan, if it still is the plan",
            "  safeguard run examples/runbooks/provider-outage.yaml",
            "  safeguard run --resume                                   go on with what a killed process left"
        },
        description = {
            "Without --approve nothing is written: the last line of the plan has the command that approves it. It stops",
            "the moment the service has recovered, and takes nothing off again. It ends with 0 when the service has",
            "recovered, 3 when the plan is no longer the one that was approved, and 8 when the service has not recovered."
        })
final class RunCommand implements Callable<Integer> {

    private final Invocation call;

    @Parameters(arity = "0..1", paramLabel = "RUNBOOK", description = "The name of a runbook, or a file with one.")
    private String runbook = "";

    @Option(names = "--dry-run", description = "Only show what it would change, which is what happens unless --approve.")
    private boolean dryRun;

    @Option(names = "--approve", paramLabel = "HASH", description = "Run the plan that you have seen.")
    private Optional<String> approve = Optional.empty();

    @Option(names = "--resume", description = "Go on with what was begun and not ended, by whomever.")
    private boolean resume;

    @Option(names = "--by", paramLabel = "NAME", description = "Who does it; you, unless given.")
    private Optional<String> by = Optional.empty();

    @Option(names = "--plugins", paramLabel = "DIR", description = "A folder of jars with further mitigations.")
    private Optional<Path> plugins = Optional.empty();

    RunCommand(Invocation call) {
        this.call = call;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (dryRun && approve.isPresent()) {
            throw Code.CONFLICT.refusal("--dry-run does not go with --approve", "leave one of them out");
        }
        if (resume && (dryRun || approve.isPresent() || !runbook.isEmpty())) {
            throw Code.CONFLICT.refusal(
                    "--resume goes on with what was begun, and takes no other runbook or plan", "leave them out");
        }
        if (!resume && runbook.isEmpty()) {
            throw Code.MISSING.refusal("RUNBOOK is missing", "name one, or give --resume");
        }
        Optional<Path> file = runbook.matches(".*\\.ya?ml") || runbook.contains("/")
                ? Optional.of(Path.of(runbook))
                : Optional.empty();
        file.ifPresent(Invocation::mustBeReadable);
        try (WorkSession session =
                call.composition().work(new WorkSession.Choice(call.where(), file, plugins))) {
            if (resume) {
                return goOn(session);
            }
            String name = file.isPresent() ? session.runbooks().getLast() : known(session);
            return approve.isPresent() ? run(session, name, approve.get()) : show(session, session.plan(name));
        }
    }

    private String known(WorkSession session) {
        if (!session.runbooks().contains(runbook)) {
            throw Code.NO_SUCH_RUNBOOK.refusal(
                    "there is no runbook " + Show.line(runbook),
                    DidYouMean.closest(
                            runbook,
                            session.runbooks(),
                            session.runbooks().isEmpty()
                                    ? "there are none; name the file of one"
                                    : "there are " + String.join(", ", session.runbooks())));
        }
        return runbook;
    }

    private int show(WorkSession session, RunPlan plan) {
        if (call.json()) {
            try (Json.Document document = call.document("RunPlan", session.now())) {
                document.add(json(plan));
            }
        } else {
            lines(session, plan);
        }
        return Exit.DONE.code();
    }

    private void lines(WorkSession session, RunPlan plan) {
        if (!call.quiet()) {
            call.print("safeguard run " + Show.line(plan.runbook().name()) + " · plan only, nothing is written · "
                    + Show.line(session.title()) + " · " + session.state());
            call.print("for " + plan.slo().service() + ", until " + plan.slo().name() + " meets "
                    + plan.slo().objective().percent() + " in two checks in a row");
        }
        int number = 0;
        int steps = plan.steps().size();
        for (PlannedStep step : plan.steps()) {
            number++;
            call.print("");
            call.print(number + "/" + steps + "  " + Show.line(step.step().name()) + "  "
                    + Show.line(Redacted.text(change(step))));
            if (!call.quiet()) {
                label("why", step.step().because());
                label("hurts", step.blastRadius());
                label("undone", step.reversibility().map(RunCommand::undone).orElse(""));
            }
        }
        call.print("");
        call.print("plan " + plan.hash());
        if (!call.quiet()) {
            call.print("next  " + again(" --approve " + plan.hash()));
        }
    }

    /** The same command, with an option more, and with the plug-ins: without them its steps are unknown. */
    private String again(String option) {
        return call.next("run " + Invocation.quoted(Path.of(runbook)) + option
                + plugins.map(folder -> " --plugins " + Invocation.quoted(folder)).orElse(""));
    }

    private void label(String label, String text) {
        if (!text.isBlank()) {
            call.print("     " + Show.pad(label, 8) + Show.hanging(Show.line(text), 13, call.columns()));
        }
    }

    private static String undone(Reversibility reversibility) {
        return switch (reversibility) {
            case REVERSIBLE -> "by putting back what was there before";
            case BY_HUMANS_ONLY -> "by a human only: mitigation revert";
            case IRREVERSIBLE -> "never: it cannot be";
        };
    }

    private static String change(PlannedStep step) {
        return step.change()
                .map(change -> change.alreadySet()
                        ? "nothing to do: already " + change.desired()
                        : change.description())
                .or(() -> step.refusal().map(why -> "cannot be done now: " + why))
                .orElse("");
    }

    private static ObjectNode json(RunPlan plan) {
        ObjectNode json = Json.object()
                .put("hash", plan.hash())
                .put("runbook", plan.runbook().name())
                .put("symptom", plan.runbook().symptom())
                .put("autonomy", plan.runbook().autonomy().word())
                .put("service", plan.slo().service().value())
                .put("slo", plan.slo().name().value());
        ArrayNode steps = json.putArray("steps");
        for (PlannedStep planned : plan.steps()) {
            ObjectNode step = steps.addObject()
                    .put("name", planned.step().name())
                    .put("mitigation", planned.step().mitigation());
            step.set("with", Redacted.json(planned.step().with()));
            step.put("because", planned.step().because());
            planned.reversibility().ifPresent(known -> step.put("reversibility", known.word()));
            step.put("blastRadius", planned.blastRadius());
            planned.change().ifPresent(change -> {
                Json.putOrNull(step, "prior", change.prior().value());
                Json.putOrNull(step, "desired", change.desired().value());
                step.put("change", Redacted.text(change.description()));
                step.put("alreadySet", change.alreadySet());
            });
            planned.refusal().ifPresent(why -> step.put("refused", Redacted.text(why)));
        }
        return json;
    }

    private int run(WorkSession session, String name, String hash) throws InterruptedException {
        Actor human = IncidentCommands.human(call, by);
        RunId id;
        try {
            id = Invocation.given(() -> session.approve(name, hash, human));
        } catch (PlanMovedException moved) {
            return call.report(
                    Exit.VERDICT_FAILED,
                    Code.PLAN_MOVED.problem(
                            String.valueOf(moved.getMessage()),
                            again("") + " shows the plan as it is now"));
        } catch (StoreException.Conflict conflict) {
            return call.report(
                    Exit.VERDICT_FAILED,
                    Code.SERVICE_BUSY.problem(
                            String.valueOf(conflict.getMessage()),
                            call.next("incident list --open") + " shows for what; triaging that incident yourself"
                                    + " makes automation step back"));
        }
        Optional<ShiftSession> shift = session.shift();
        if (shift.isEmpty()) {
            return elsewhere(session, id);
        }
        walk(shift.get(), "run " + name + " · " + id);
        return ended(session, id);
    }

    /** What a process left that was killed, or that another one holds no more. */
    private int goOn(WorkSession session) throws InterruptedException {
        if (!session.isActing()) {
            call.note("nothing is under way");
            return Exit.DONE.code();
        }
        Optional<RunId> run = session.activeRun();
        Optional<ShiftSession> shift = session.shift();
        if (shift.isEmpty()) {
            call.note("the shift that is being stood on " + session.state() + " goes on with it");
            return Exit.DONE.code();
        }
        walk(shift.get(), "run --resume" + run.map(id -> " · " + id).orElse(""));
        return run.isPresent() ? ended(session, run.get()) : Exit.DONE.code();
    }

    private void walk(ShiftSession walking, String title) throws InterruptedException {
        try (walking) {
            ShiftTable table = new ShiftTable(call, walking);
            if (!call.json()) {
                table.begin(title);
            }
            walking.stand(item -> {
                if (!call.json() && item.event() != ShiftItem.Event.SUMMARY && item.event() != ShiftItem.Event.OK) {
                    table.tell(item);
                }
            });
        }
    }

    private int ended(WorkSession session, RunId id) {
        RunbookRun run = session.run(id);
        if (call.json()) {
            try (Json.Document document = call.document("Run", session.now())) {
                document.add(json(run));
            }
        }
        return verdict(run);
    }

    private int elsewhere(WorkSession session, RunId id) {
        if (call.json()) {
            try (Json.Document document = call.document("Run", session.now())) {
                document.add(json(session.run(id)));
            }
        } else {
            call.print(id + " is approved; the shift that is being stood on " + session.state() + " walks it");
        }
        return Exit.DONE.code();
    }

    private static ObjectNode json(RunbookRun run) {
        ObjectNode json = Json.object()
                .put("id", run.id().value())
                .put("incident", run.subject())
                .put("runbook", run.runbook().name())
                .put("by", run.authority().toString())
                .put("startedAt", run.startedAt().toString());
        if (run.phase() instanceof Phase.Finished finished) {
            json.put("result", finished.result().word())
                    .put("reason", finished.reason())
                    .put("endedAt", finished.at().toString());
        }
        ArrayNode steps = json.putArray("steps");
        for (StepResult result : run.results()) {
            ObjectNode step = steps.addObject()
                    .put("name", result.step())
                    .put("outcome", result.outcome().word())
                    .put("at", result.at().toString())
                    .put("reason", Redacted.text(result.reason()));
            result.sliBefore().ifPresent(sli -> step.put("sliBefore", sli.toDecimal(4).toPlainString()));
            result.sliAfter().ifPresent(sli -> step.put("sliAfter", sli.toDecimal(4).toPlainString()));
        }
        return json;
    }

    private int verdict(RunbookRun run) {
        if (!(run.phase() instanceof Phase.Finished finished)) {
            return call.report(
                    Exit.NOT_HEALTHY,
                    Code.NOT_HEALTHY.problem(
                            run.id() + " is not over: what it waits for is on the timeline of " + run.subject(),
                            call.next("incident show " + run.subject())));
        }
        return finished.result() == Phase.Result.RECOVERED
                ? Exit.DONE.code()
                : call.report(
                        Exit.NOT_HEALTHY,
                        Code.NOT_HEALTHY.problem(
                                "not healthy: " + finished.reason(), call.next("incident show " + run.subject())));
    }
}
