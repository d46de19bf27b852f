package dev.safeguard.adapter.config;

import java.util.List;

/** A configuration file cannot be used: every reason at once, in the order of the file. */
public final class ConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<ConfigurationProblem> problems;

    /**
     * The file cannot be used for these reasons.
     *
     * @param problems at least one
     */
    public ConfigurationException(List<ConfigurationProblem> problems) {
        super(problems.getFirst() + (problems.size() > 1 ? " and " + (problems.size() - 1) + " more" : ""));
        this.problems = List.copyOf(problems);
    }

    public List<ConfigurationProblem> problems() {
        return problems;
    }
}
