package dev.safeguard.adapter.cli;

import dev.safeguard.application.shift.ShiftItem;
import dev.safeguard.domain.incident.IncidentId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What to look at after a shift, by what it told. */
final class WhatNext {

    private final Set<IncidentId> incidents = new LinkedHashSet<>();
    private boolean madeEvalCase;

    void see(ShiftItem item) {
        item.incident().ifPresent(incidents::add);
        madeEvalCase |= item.event() == ShiftItem.Event.EVAL;
    }

    /** The command that shows most of what happened. */
    String mostUseful() {
        return switch (incidents.size()) {
            case 0 -> "status";
            case 1 -> "incident show " + last();
            default -> "incident list";
        };
    }

    /** The most useful command, and what goes on from there. */
    List<String> commands() {
        List<String> next = new ArrayList<>();
        next.add(mostUseful());
        if (!incidents.isEmpty()) {
            next.add("postmortem " + last());
        }
        if (madeEvalCase) {
            next.add("eval list");
        }
        return next;
    }

    private IncidentId last() {
        return incidents.stream().reduce((earlier, later) -> later).orElseThrow();
    }
}
