package dev.safeguard.adapter.services;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * A deployment and the pod templates that it has had.
 *
 * @param current the template that the deployment is told to run
 * @param history all that are still known, the current one included
 * @param isPaused whether a change of the template has no effect for now
 * @param isObserved whether the deployment's controller has heard of the latest change
 */
record Rollout(Template current, List<Template> history, boolean isPaused, boolean isObserved) {

    /**
     * A pod template.
     *
     * @param hash its {@code pod-template-hash}, which stays with it
     * @param revision its latest revision number, the one that can be gone back to
     * @param formerly the revision numbers that it had before, each of which a rollback has replaced
     */
    record Template(String hash, long revision, List<Long> formerly) {

        Template {
            formerly = List.copyOf(formerly);
        }

        LongStream revisions() {
            return LongStream.concat(
                    LongStream.of(revision), formerly.stream().mapToLong(Long::longValue));
        }

        long first() {
            return revisions().min().orElse(revision);
        }
    }

    Rollout {
        history = List.copyOf(history);
    }

    Optional<Template> template(String hash) {
        return history.stream().filter(template -> template.hash().equals(hash)).findFirst();
    }

    /** The template that has, or once had, this revision number. */
    Optional<Template> atRevision(long revision) {
        return history.stream()
                .filter(template -> template.revisions().anyMatch(number -> number == revision))
                .findFirst();
    }

    /** Whether the template that appeared last, leaving rollbacks aside, is the one that runs. */
    boolean isNewest() {
        return history.stream().noneMatch(template -> template.first() > current.first());
    }

    /** What ran right before the newest template appeared; nothing where that is not the one that runs. */
    Optional<Template> beforeNewest() {
        return isNewest()
                ? history.stream()
                        .filter(template -> lastBefore(template, current.first()) > 0)
                        .max(Comparator.comparingLong(template -> lastBefore(template, current.first())))
                : Optional.empty();
    }

    private static long lastBefore(Template template, long revision) {
        return template.revisions().filter(number -> number < revision).max().orElse(0);
    }

    List<String> hashes() {
        return history.stream().map(Template::hash).toList();
    }

    /** All revision numbers, former ones included, in order: {@code 1, 2, 4}. */
    String revisions() {
        return history.stream()
                .flatMapToLong(Template::revisions)
                .sorted()
                .mapToObj(Long::toString)
                .collect(Collectors.joining(", "));
    }
}
