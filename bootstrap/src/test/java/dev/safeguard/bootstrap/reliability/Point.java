package dev.safeguard.bootstrap.reliability;

/** A moment in the life of a worker at which it can be killed, held or stopped: it says so before it goes on. */
enum Point {
    STARTING(Group.BEGIN_AND_END, "before it begins"),
    BEFORE_START(Group.BEGIN_AND_END, "before the beginning is committed"),
    AFTER_START(Group.BEGIN_AND_END, "after the beginning is committed"),
    BEFORE_END(Group.BEGIN_AND_END, "before the end is committed"),
    AFTER_END(Group.BEGIN_AND_END, "after the end is committed"),
    ARRIVED(Group.TAKING_UP, "as a worker arrives"),
    BEFORE_CLAIM(Group.TAKING_UP, "before the lease is committed"),
    AFTER_CLAIM(Group.TAKING_UP, "after the lease is committed"),
    BEFORE_INTENT(Group.BEFORE_INTENT, "before the intent is committed"),
    AFTER_INTENT(Group.AFTER_INTENT, "after the intent is committed"),
    CALL_SENT(Group.DURING_CALL, "during the call, not applied"),
    CALL_APPLIED(Group.DURING_CALL, "during the call, applied"),
    CALL_ANSWERED(Group.AFTER_CALL, "after the call, before it is verified"),
    BEFORE_OUTCOME(Group.AFTER_CALL, "before the outcome is committed"),
    AFTER_OUTCOME(Group.MEASURING, "after the outcome is committed"),
    WAITING(Group.MEASURING, "before a wait"),
    MEASURING(Group.MEASURING, "before a measurement"),
    BEFORE_PROGRESS(Group.MEASURING, "before a measurement is committed"),
    AFTER_PROGRESS(Group.MEASURING, "after a measurement is committed"),
    BEFORE_STEP_END(Group.BETWEEN_STEPS, "before the end of a step is committed"),
    AFTER_STEP_END(Group.BETWEEN_STEPS, "after the end of a step is committed"),
    INSPECTING(Group.BETWEEN_STEPS, "before a flag is read"),
    ANYWHERE(Group.ANYWHERE, "a random moment later");

    /** What the counts are told by. */
    enum Group {
        BEFORE_INTENT("before the intent is committed"),
        AFTER_INTENT("after the intent is committed"),
        DURING_CALL("during the call"),
        AFTER_CALL("after the call, before its outcome is committed"),
        MEASURING("while it settles and is measured"),
        BETWEEN_STEPS("between steps"),
        TAKING_UP("while it is taken up again"),
        BEGIN_AND_END("as it begins and as it ends"),
        ANYWHERE("at a random moment");

        private final String words;

        Group(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    private final Group group;
    private final String words;

    Point(Group group, String words) {
        this.group = group;
        this.words = words;
    }

    Group group() {
        return group;
    }

    /** How far a walk is at this point: 0 as it begins, 2 as it ends, 1 in between. */
    int stage() {
        return switch (this) {
            case ARRIVED, STARTING, BEFORE_START, AFTER_START -> 0;
            case BEFORE_END, AFTER_END -> 2;
            case BEFORE_CLAIM,
                    AFTER_CLAIM,
                    BEFORE_INTENT,
                    AFTER_INTENT,
                    CALL_SENT,
                    CALL_APPLIED,
                    CALL_ANSWERED,
                    BEFORE_OUTCOME,
                    AFTER_OUTCOME,
                    WAITING,
                    MEASURING,
                    BEFORE_PROGRESS,
                    AFTER_PROGRESS,
                    BEFORE_STEP_END,
                    AFTER_STEP_END,
                    INSPECTING,
                    ANYWHERE -> 1;
        };
    }

    /** Whether one worker comes to it more than once. */
    boolean isPassedAgain() {
        return stage() == 1 && group != Group.TAKING_UP;
    }

    @Override
    public String toString() {
        return words;
    }
}
