package dev.safeguard.application.alert;

import dev.safeguard.domain.alert.AlertPolicy;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.alert.BurnTier;
import dev.safeguard.domain.slo.Ratio;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a search for a quieter policy of one SLO came to; {@link SuggestPolicy} says by which rules.
 *
 * @param present the SLO and the policy it has
 * @param yardstick what every policy had to tell of no later than the present one
 * @param tiersTried how many tiers were run through the engine
 * @param policiesTried how many policies can be made of them; each was weighed, or ruled out with others like it
 */
public record PolicySuggestion(
        AlertRule present,
        Yardstick yardstick,
        int tiersTried,
        long policiesTried,
        Outcome outcome,
        Holdout holdout) {

    /** What stands beside every suggestion, for it is fitted to what has already happened. */
    public String caveat() {
        return "fitted to this history: what it would have done is no promise for what it will do";
    }

    /**
     * What has to be told of.
     *
     * @param labelled whether known incidents are the yardstick, rather than what the present policy pages for
     * @param worthy the share of the budget that a burn had to spend to be worth its page; empty with known incidents
     * @param incidents known incidents that the present policy pages for, or files a ticket in
     * @param unseen the other ones within the history, which are asked of no policy
     * @param burns burns worth their page; 0 with known incidents
     * @param unworthy burns that the present policy pages for and that are not; 0 with known incidents
     * @param tickets tickets that the present policy files
     */
    public record Yardstick(
            boolean labelled,
            Optional<Ratio> worthy,
            int incidents,
            int unseen,
            int burns,
            int unworthy,
            int tickets) {}

    /** What was found. */
    public sealed interface Outcome {

        /**
         * A quieter policy.
         *
         * @param policy the quietest one of all tried
         * @param changes the tiers in which it differs, most severe first
         * @param comparison the present policy and this one over all of the history
         * @param before the present policy held against the known incidents; empty without them
         * @param after this one likewise
         */
        record Quieter(
                AlertPolicy policy,
                List<TierChange> changes,
                PolicyComparison comparison,
                Optional<ReplayScore> before,
                Optional<ReplayScore> after)
                implements Outcome {
            public Quieter {
                changes = List.copyOf(changes);
            }
        }

        /** None of those tried tells of all that is asked and is quieter than the present one. */
        record NothingQuieter() implements Outcome {}

        /** The history holds nothing that a page could be asked for, so silence itself would be the quietest policy. */
        record NothingToFit(String why) implements Outcome {}
    }

    /** One tier, as it is and as it would be. */
    public record TierChange(BurnTier before, BurnTier after) {}

    /** What a policy fitted to the first two thirds alone does on the last one, which it was not fitted to. */
    public sealed interface Holdout {

        /**
         * It was held out.
         *
         * @param cut the boundary between the two parts
         * @param policy what is quietest over the first part; empty when nothing is quieter there than the present one
         * @param before what the present policy sends after the cut
         * @param after what this policy sends there; the same when there is none
         * @param asked how many incidents, burns and tickets the present policy tells of after the cut and are asked
         *     for
         * @param broken those of them that this policy misses, or tells of later or less loudly, in the order of time
         */
        record HeldOut(
                Instant cut,
                Optional<AlertPolicy> policy,
                Sent before,
                Sent after,
                int asked,
                List<Thing> broken)
                implements Holdout {
            public HeldOut {
                broken = List.copyOf(broken);
            }
        }

        /** The history is shorter than this. */
        record TooShort(Duration needed) implements Holdout {}

        /** The first two thirds hold nothing that a page could be asked for. */
        record NothingToFit() implements Holdout {}
    }

    /** What was sent, counted. */
    public record Sent(int pages, int sev1Pages, int nightPages, int tickets) {}

    /**
     * Something that a policy is asked to tell of.
     *
     * @param id the incident's; empty for the others
     * @param at when the incident began, or the present policy's first page or ticket was sent
     */
    public record Thing(Kind kind, String id, Instant at) {

        /** What it is. */
        public enum Kind {
            INCIDENT,
            BURN,
            TICKET
        }
    }
}
