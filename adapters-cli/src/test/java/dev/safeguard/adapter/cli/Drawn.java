package dev.safeguard.adapter.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
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

    /** The marks of labelled incidents, each with the room it takes. */
    List<Words> marks() {
        return groups("labels").stream()
                .flatMap(lane -> all(lane, "path").stream())
                .filter(has("mark"))
                .map(mark -> box("mark", mark.getAttribute("d"), -4, 12, 8))
                .toList();
    }

    /** The triangles over firings, likewise. */
    List<Words> triangles() {
        return groups("tier").stream()
                .flatMap(tier -> all(tier, "path").stream())
                .flatMap(path -> Stream.of(path.getAttribute("d").split("(?=M)")))
                .filter(data -> data.endsWith("h8l-4 7z"))
                .map(data -> box("triangle", data, 0, 8, 7))
                .toList();
    }

    private static Words box(String name, String data, double above, double width, double height) {
        String[] start = data.substring(1).split("[ a-z]", -1);
        double x = Double.parseDouble(start[0]);
        double y = Double.parseDouble(start[1]) + above;
        return new Words(name, x, x + width, y, y + height);
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
