// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.twiml;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** Reads TwiML as XML: names are case-sensitive, and an unescaped ampersand is an error. */
public final class TwimlParser {
  /** The document is not TwiML at all: error 12100. */
  public static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1;

    Unreadable(String why) {
      super(why);
    }
  }

  private final List<String> warnings = new ArrayList<>();

  private TwimlParser() {}

  /** Reads {@code xml}. */
  public static TwimlDocument parse(String xml) throws Unreadable {
    Element root = root(xml);
    if (!root.getTagName().equals("Response")) {
      throw new Unreadable("the root element is not Response");
    }
    var parser = new TwimlParser();
    List<Verb> verbs = parser.verbs(root);
    return new TwimlDocument(List.copyOf(verbs), List.copyOf(parser.warnings));
  }

  private static Element root(String xml) throws Unreadable {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new DefaultHandler());
      return builder.parse(new InputSource(new StringReader(xml))).getDocumentElement();
    } catch (SAXException | IOException e) {
      throw new Unreadable(String.valueOf(e.getMessage()));
    } catch (ParserConfigurationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private List<Verb> verbs(Element parent) {
    List<Verb> verbs = new ArrayList<>();
    for (Element element : children(parent)) {
      verb(element).ifPresent(verbs::add);
    }
    return verbs;
  }

  private Optional<Verb> verb(Element element) {
    return switch (element.getTagName()) {
      case "Reject" -> Optional.of(new Verb.Reject(element.getAttribute("reason").equals("busy")));
      case "Say" -> Optional.of(new Verb.Say(text(element), number(element, "loop", 1)));
      case "Play" ->
          Optional.of(
              new Verb.Play(
                  text(element), element.getAttribute("digits"), number(element, "loop", 1)));
      case "Pause" -> Optional.of(new Verb.Pause(number(element, "length", 1)));
      case "Hangup" -> Optional.of(new Verb.Hangup());
      case "Redirect" -> Optional.of(new Verb.Redirect(text(element), method(element, "method")));
      case "Gather" -> Optional.of(gather(element));
      case "Dial" ->
          Optional.of(
              new Verb.Dial(
                  attribute(element, "action"), method(element, "method"), text(element)));
      case "Connect" ->
          stream(element)
              .map(s ->
                  new Verb.Connect(attribute(element, "action"), method(element, "method"), s));
      case "Start" -> stream(element).map(Verb.Start::new);
      default -> {
        warnings.add("unknown element " + element.getTagName());
        yield Optional.empty();
      }
    };
  }

  private Verb gather(Element element) {
    return new Verb.Gather(
        attribute(element, "action"),
        method(element, "method"),
        number(element, "timeout", 5),
        element.hasAttribute("finishOnKey") ? element.getAttribute("finishOnKey") : "#",
        number(element, "numDigits", Integer.MAX_VALUE),
        element.getAttribute("actionOnEmptyResult").equals("true"),
        List.copyOf(verbs(element)));
  }

  private Optional<StreamNoun> stream(Element verb) {
    for (Element element : children(verb)) {
      if (element.getTagName().equals("Stream")) {
        String track = element.getAttribute("track");
        return Optional.of(
            new StreamNoun(
                element.getAttribute("url").strip(),
                element.getAttribute("name"),
                track.isEmpty() ? "inbound_track" : track,
                attribute(element, "statusCallback"),
                method(element, "statusCallbackMethod"),
                parameters(element)));
      }
      warnings.add("unknown noun " + element.getTagName() + " in " + verb.getTagName());
    }
    warnings.add(verb.getTagName() + " without a Stream");
    return Optional.empty();
  }

  private Map<String, String> parameters(Element stream) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (Element element : children(stream)) {
      if (element.getTagName().equals("Parameter") && element.hasAttribute("name")) {
        parameters.put(element.getAttribute("name"), element.getAttribute("value"));
      } else {
        warnings.add("unknown element " + element.getTagName() + " in Stream");
      }
    }
    return parameters;
  }

  private HttpMethod method(Element element, String attribute) {
    String value = element.getAttribute(attribute);
    if (!value.isEmpty() && !value.equals("GET") && !value.equals("POST")) {
      warnings.add(attribute + " is neither GET nor POST");
    }
    return value.equals("GET") ? HttpMethod.GET : HttpMethod.POST;
  }

  private int number(Element element, String attribute, int defaultValue) {
    String value = element.getAttribute(attribute);
    if (value.isEmpty()) {
      return defaultValue;
    }
    if (!value.matches("\\d{1,6}")) {
      warnings.add(attribute + " is not a number");
      return defaultValue;
    }
    return Integer.parseInt(value);
  }

  private static Optional<String> attribute(Element element, String name) {
    return Optional.of(element.getAttribute(name)).filter(value -> !value.isBlank());
  }

  private static String text(Element element) {
    return element.getTextContent().strip();
  }

  private static List<Element> children(Element parent) {
    List<Element> children = new ArrayList<>();
    for (Node n = parent.getFirstChild(); n != null; n = n.getNextSibling()) {
      if (n instanceof Element element) {
        children.add(element);
      }
    }
    return children;
  }
}
