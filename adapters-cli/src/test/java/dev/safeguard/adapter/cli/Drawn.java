package dev.safeguard.adapter.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** A picture, read back. */
record Drawn(Element root) {

    static Drawn of(String svg) {
        try {
            return new Drawn(DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
                    .getDocumentElement());
        } catch (IOException | ParserConfigurationException | SAXException e) {
            throw new AssertionError(e.getMessage() + "\n" + svg, e);
        }
    }

    /** A text and about where it is. */
    record Words(String text, double left, double right, double top, double bottom) {

        boolean overlaps(Words other) {
            return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
        }
    }

    List<Element> all(String element) {
        return all(root, element);
    }

    static List<Element> all(Element within, String element) {
        NodeList nodes = within.getElementsByTagName(element);
        List<Element> found = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            found.add((Element) nodes.item(i));
        }
        return found;
    }

    List<Element> groups(String style) {
        return all("g").stream().filter(has(style)).toList();
    }

    static Predicate<Element> has(String style) {
        return element -> List.of(element.getAttribute("class").split(" ")).contains(style);
    }

    static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }

    double height() {
        return number(root, "height");
    }

    String description() {
        return all("desc").getFirst().getTextContent();
    }

    List<Words> words() {
        return all("text").stream().map(Drawn::words).toList();
    }

    /** Letters are taken to be as wide as those of a usual font are on average. */
    static Words words(Element text) {
        double size = has("name").test(text) ? 19 : has("head").or(has("about")).test(text) ? 12 : 11;
        double width = text.getTextContent().codePoints().count() * size * 0.55;
        double x = number(text, "x");
        double left = has("end").test(text) ? x - width : has("mid").test(text) ? x - width / 2 : x;
        double y = number(text, "y");
        return new Words(text.getTextContent(), left, left + width, y - size * 0.75, y + size * 0.2);
    }
}
