// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.picture;

import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.GeneralPath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.GlyphData;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;

/**
 * Writes text as filled shapes in Liberation Sans, which PDFBox carries: a JDK on a bare machine or
 * in a container has no fonts, and Java2D's own text fails there.
 */
final class TextPainter {
  private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

  private static final Pattern SPACES = Pattern.compile("\\s+");

  private final TrueTypeFont font;
  private final CmapLookup glyphs;
  private final double perEm;

  TextPainter() {
    try (InputStream file =
        Objects.requireNonNull(PDDocument.class.getResourceAsStream(FONT), FONT)) {
      font = new TTFParser().parse(new RandomAccessReadBuffer(file));
      glyphs = font.getUnicodeCmapLookup();
      perEm = font.getUnitsPerEm();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Width of {@code text} in pixels when it is {@code size} pixels high. */
  double width(String text, double size) {
    try {
      double units = 0;
      for (int i = 0; i < text.length(); i++) {
        units += font.getAdvanceWidth(glyphs.getGlyphId(text.charAt(i)));
      }
      return units * size / perEm;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes {@code text} with its baseline beginning at (x, y), in the current colour. */
  void write(Graphics2D g, String text, double x, double y, double size) {
    double scale = size / perEm;
    double at = x;
    try {
      for (int i = 0; i < text.length(); i++) {
        int glyph = glyphs.getGlyphId(text.charAt(i));
        GlyphData shape = font.getGlyph().getGlyph(glyph);
        if (shape != null) {
          GeneralPath path = shape.getPath();
          path.transform(new AffineTransform(scale, 0, 0, -scale, at, y));
          g.fill(path);
        }
        at += font.getAdvanceWidth(glyph) * scale;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Breaks {@code text} between words into at most {@code most} lines of {@code width} pixels. */
  List<String> lines(String text, double size, double width, int most) {
    var lines = new ArrayList<String>();
    var line = new StringBuilder();
    for (String word : SPACES.splitAsStream(text).toList()) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (!line.isEmpty() && width(longer, size) > width) {
        lines.add(line.toString());
        line.setLength(0);
        line.append(word);
      } else {
        line.setLength(0);
        line.append(longer);
      }
    }
    lines.add(line.toString());
    if (lines.size() > most) {
      String last = lines.get(most - 1);
      return List.copyOf(
          Stream.concat(lines.subList(0, most - 1).stream(), Stream.of(last + " …")).toList());
    }
    return lines;
  }
}
