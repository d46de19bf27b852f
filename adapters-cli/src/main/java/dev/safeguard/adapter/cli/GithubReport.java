package dev.safeguard.adapter.cli;

import java.util.List;

/** Findings as workflow commands of GitHub Actions, which shows them beside the lines of the file; one a line. */
final class GithubReport {

    private GithubReport() {}

    static List<String> of(List<Finding> findings) {
        return findings.stream().map(GithubReport::command).toList();
    }

    private static String command(Finding finding) {
        return "::" + (finding.isWarning() ? "warning" : "error")
                + " file=" + property(finding.file())
                + ",line=" + finding.line()
                + ",col=" + finding.column()
                + ",title=" + property(finding.code())
                + "::" + data(finding.message() + "; " + finding.suggestion());
    }

    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    /** In a property, what ends one means something too. */
    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
