package dev.safeguard.adapter.cli;

import java.io.StringWriter;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** An SVG document being written: escaped, in one way only, with no number longer than it can be seen. */
final class Svg {

    private final StringWriter document = new StringWriter();
    private final XMLStreamWriter xml;

    Svg() {
        try {
            xml = XMLOutputFactory.newFactory().createXMLStreamWriter(document);
        } catch (XMLStreamException impossible) {
            throw impossible(impossible);
        }
    }

    /** Opens an element on a line of its own; attributes are names and values by turns. */
    Svg open(String element, String... attributes) {
        return write(() -> {
            xml.writeCharacters("\n");
            xml.writeStartElement(element);
            writeAttributes(attributes);
        });
    }

    Svg close() {
        return write(xml::writeEndElement);
    }

    /** An element with nothing in it. */
    Svg leaf(String element, String... attributes) {
        return write(() -> {
            xml.writeCharacters("\n");
            xml.writeEmptyElement(element);
            writeAttributes(attributes);
        });
    }

    /** What the element that is open says when it is pointed at or read aloud. */
    Svg title(String text) {
        return words("title", text);
    }

    /** An element that holds this text and nothing else. */
    Svg words(String element, String text, String... attributes) {
        return write(() -> {
            xml.writeStartElement(element);
            writeAttributes(attributes);
            xml.writeCharacters(clean(text));
            xml.writeEndElement();
        });
    }

    /** Text on a line of its own, at a point. */
    Svg text(double x, double y, String style, String text) {
        write(() -> xml.writeCharacters("\n"));
        return words("text", text, "x", number(x), "y", number(y), "class", style);
    }

    Svg line(double x1, double y1, double x2, double y2, String style) {
        return leaf("line", "x1", number(x1), "y1", number(y1), "x2", number(x2), "y2", number(y2), "class", style);
    }

    Svg path(String data, String style) {
        return data.isEmpty() ? this : leaf("path", "d", data, "class", style);
    }

    /** The whole document, with a line break at its end. */
    String finish() {
        write(() -> {
            xml.writeCharacters("\n");
            xml.writeEndDocument();
            xml.close();
        });
        return document + "\n";
    }

    /** Rounded to a tenth, the same in every language: {@code 12}, {@code 12.5}. */
    static String number(double value) {
        long tenths = Math.round(value * 10);
        String whole = (tenths < 0 ? "-" : "") + Math.abs(tenths) / 10;
        return tenths % 10 == 0 ? whole : whole + "." + Math.abs(tenths) % 10;
    }

    static String decimals(double value, int places) {
        return String.format(Locale.ROOT, "%." + places + "f", value);
    }

    /** On one line, and without the characters that XML has no way to write. */
    static String clean(String text) {
        StringBuilder kept = new StringBuilder();
        Show.line(text).codePoints().filter(Svg::isXml).forEach(kept::appendCodePoint);
        return kept.toString();
    }

    private static boolean isXml(int character) {
        return (character >= ' ' && character <= 0xD7FF)
                || (character >= 0xE000 && character <= 0xFFFD)
                || character >= 0x10000;
    }

    private void writeAttributes(String... attributes) throws XMLStreamException {
        for (int i = 0; i < attributes.length; i += 2) {
            xml.writeAttribute(attributes[i], attributes[i + 1]);
        }
    }

    private Svg write(Step step) {
        try {
            step.run();
            return this;
        } catch (XMLStreamException impossible) {
            throw impossible(impossible);
        }
    }

    private static IllegalStateException impossible(XMLStreamException cause) {
        return new IllegalStateException("a text cannot be written to", cause);
    }

    private interface Step {
        void run() throws XMLStreamException;
    }
}
