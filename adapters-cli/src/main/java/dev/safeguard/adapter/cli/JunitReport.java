package dev.safeguard.adapter.cli;

import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Findings as a JUnit report: one {@code testsuite} at the root, a case for each finding, and one that passes where there
 * is none. Warnings pass, and tell. Times have three decimals and there is no time stamp, so that the schemas of Surefire
 * and of Jenkins both take it.
 */
final class JunitReport {

    private JunitReport() {}

    /**
     * The document, with a line break at its end.
     *
     * @param name what was looked at
     */
    static String of(String name, List<Finding> findings, Duration took) {
        StringWriter document = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(document);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", "safeguard validate");
            xml.writeAttribute("tests", Integer.toString(Math.max(1, findings.size())));
            xml.writeAttribute("failures", Long.toString(failures(findings)));
            xml.writeAttribute("errors", "0");
            xml.writeAttribute("skipped", "0");
            xml.writeAttribute("time", seconds(took));
            if (findings.isEmpty()) {
                xml.writeCharacters("\n  ");
                xml.writeEmptyElement("testcase");
                attributes(xml, name, "nothing is wrong", took);
            }
            for (Finding finding : findings) {
                xml.writeCharacters("\n  ");
                write(xml, finding);
            }
            xml.writeCharacters("\n");
            xml.writeEndElement();
            xml.writeCharacters("\n");
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException("a text cannot be written to", impossible);
        }
        return document.toString();
    }

    private static long failures(List<Finding> findings) {
        return findings.stream().filter(finding -> !finding.isWarning()).count();
    }

    private static void write(XMLStreamWriter xml, Finding finding) throws XMLStreamException {
        xml.writeStartElement("testcase");
        String name = finding.line() + ":" + finding.column() + " " + finding.code() + " " + finding.message();
        attributes(xml, finding.file(), name, Duration.ZERO);
        xml.writeStartElement(finding.isWarning() ? "system-out" : "failure");
        if (!finding.isWarning()) {
            xml.writeAttribute("message", text(finding.message()));
            xml.writeAttribute("type", finding.code());
        }
        xml.writeCharacters(text(finding.sentence()) + "\n" + text(finding.remedy()));
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private static void attributes(XMLStreamWriter xml, String file, String name, Duration took)
            throws XMLStreamException {
        xml.writeAttribute("classname", text(file));
        xml.writeAttribute("name", text(name));
        xml.writeAttribute("time", seconds(took));
    }

    private static String seconds(Duration took) {
        return String.format(Locale.ROOT, "%.3f", took.toMillis() / 1000.0);
    }

    /** On one line, and without the characters that XML has no way to write. */
    private static String text(String text) {
        StringBuilder kept = new StringBuilder();
        Show.line(text).codePoints().forEach(character -> kept.appendCodePoint(isXml(character) ? character : 0xFFFD));
        return kept.toString();
    }

    private static boolean isXml(int character) {
        return (character >= ' ' && character <= 0xD7FF)
                || (character >= 0xE000 && character <= 0xFFFD)
                || character >= 0x10000;
    }
}
