// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.picture;

import dev.trunkline.cli.picture.Timeline.Mark;
import dev.trunkline.cli.picture.Timeline.Span;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Draws a {@link Timeline}: rows of twenty seconds, the caller above the axis, the assistant below,
 * each with its waveform, a band where it was speech, and the words.
 */
public final class TimelinePicture {
  private static final int ROW_MS = 20_000;
  private static final double PX_PER_MS = 0.08;
  private static final int LEFT = 90;
  private static final int RIGHT = 30;
  private static final int TOP = 64;
  private static final int ROW = 330;
  private static final int WORDS = 78;
  private static final int WAVE = 80;
  private static final int GAP = 10;
  private static final double SMALL = 12;
  private static final double TEXT = 13;
  private static final int LINES = 4;

  private static final Color CALLER = new Color(0x1F5F99);
  private static final Color ASSISTANT = new Color(0xB3541E);
  private static final Color INK = new Color(0x222222);
  private static final Color FAINT = new Color(0xD8D8D8);

  private final TextPainter lettering = new TextPainter();
  private final Timeline timeline;
  private final int rows;

  private TimelinePicture(Timeline timeline) {
    this.timeline = timeline;
    this.rows = (int) Math.max(1, Math.ceilDiv(timeline.durationMs(), ROW_MS));
  }

  /** Writes the picture of {@code timeline} to {@code file} as PNG. */
  public static void write(Timeline timeline, Path file) throws IOException {
    try (var out = Files.newOutputStream(file)) {
      ImageIO.write(new TimelinePicture(timeline).draw(), "png", out);
    }
  }

  private BufferedImage draw() {
    int width = LEFT + (int) (ROW_MS * PX_PER_MS) + RIGHT;
    var image = new BufferedImage(width, TOP + rows * ROW, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    try {
      g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      g.setColor(Color.WHITE);
      g.fillRect(0, 0, image.getWidth(), image.getHeight());
      g.setColor(INK);
      lettering.write(g, timeline.title(), 16, 28, 18);
      legend(g);
      for (int row = 0; row < rows; row++) {
        row(g, row);
      }
    } finally {
      g.dispose();
    }
    return image;
  }

  private void legend(Graphics2D g) {
    String text =
        "media time in seconds · shaded: speech as detected (caller) and played (assistant)";
    g.setColor(Color.GRAY);
    lettering.write(g, text, 16, 48, SMALL);
  }

  private void row(Graphics2D g, int row) {
    int top = TOP + row * ROW;
    int callerMiddle = top + WORDS + WAVE / 2;
    int axis = top + WORDS + WAVE + GAP;
    int assistantMiddle = axis + GAP + WAVE / 2;
    long fromMs = (long) row * ROW_MS;
    axis(g, axis, fromMs);
    spans(g, timeline.utterances(), CALLER, fromMs, callerMiddle, true);
    spans(g, timeline.turns(), ASSISTANT, fromMs, assistantMiddle, false);
    wave(g, timeline.caller(), CALLER, fromMs, callerMiddle);
    wave(g, timeline.assistant(), ASSISTANT, fromMs, assistantMiddle);
    marks(g, fromMs, top + WORDS, assistantMiddle + WAVE / 2);
    g.setColor(CALLER);
    lettering.write(g, "caller", 16, callerMiddle + 5, TEXT);
    g.setColor(ASSISTANT);
    lettering.write(g, "assistant", 16, assistantMiddle + 5, TEXT);
  }

  private void axis(Graphics2D g, int y, long fromMs) {
    long untilMs = Math.min(fromMs + ROW_MS, Math.max(timeline.durationMs(), fromMs + 1_000));
    g.setColor(FAINT);
    g.setStroke(new BasicStroke(1));
    g.draw(new Line2D.Double(x(fromMs, fromMs), y, x(untilMs, fromMs), y));
    for (long ms = fromMs; ms <= untilMs; ms += 1_000) {
      g.setColor(FAINT);
      g.draw(new Line2D.Double(x(ms, fromMs), y - 3, x(ms, fromMs), y + 3));
      if (ms % 5_000 == 0) {
        g.setColor(Color.GRAY);
        lettering.write(g, String.valueOf(ms / 1_000), x(ms, fromMs) + 3, y - 2, SMALL);
      }
    }
  }

  private void spans(
      Graphics2D g, List<Span> spans, Color color, long fromMs, int middle, boolean above) {
    for (int i = 0; i < spans.size(); i++) {
      Span span = spans.get(i);
      if (span.endMs() < fromMs || span.startMs() >= fromMs + ROW_MS) {
        continue;
      }
      double left = x(Math.max(span.startMs(), fromMs), fromMs);
      double right = x(Math.min(span.endMs(), fromMs + ROW_MS), fromMs);
      g.setColor(faded(color));
      g.fill(new Rectangle2D.Double(left, middle - WAVE / 2.0, right - left, WAVE));
      if (isWordsRow(span, fromMs)) {
        long next = i + 1 < spans.size() ? spans.get(i + 1).startMs() : Long.MAX_VALUE;
        double room = x(Math.min(next, fromMs + ROW_MS), fromMs) - left - 8;
        words(g, span, color, left, middle, above, Math.max(room, 90));
      }
    }
  }

  /** The words of a span stand in the row that has more room for them. */
  private static boolean isWordsRow(Span span, long fromMs) {
    long rowOfStart = span.startMs() / ROW_MS;
    long left = (rowOfStart + 1) * ROW_MS - span.startMs();
    boolean better = span.endMs() - span.startMs() > 2 * left;
    return fromMs / ROW_MS == (better ? rowOfStart + 1 : rowOfStart);
  }

  private void words(
      Graphics2D g, Span span, Color color, double left, int middle, boolean above, double room) {
    List<String> lines = lettering.lines(span.text(), TEXT, room, LINES);
    double edge = WAVE / 2.0 + 4;
    double height = lines.size() * (TEXT + 3) + (span.note().isEmpty() ? 0 : SMALL);
    double y = (above ? middle - edge - height : middle + edge) + TEXT;
    g.setColor(color.darker());
    for (String line : lines) {
      lettering.write(g, line, left, y, TEXT);
      y += TEXT + 3;
    }
    if (!span.note().isEmpty()) {
      g.setColor(Color.GRAY);
      lettering.write(g, span.note(), left, y, SMALL);
    }
  }

  private void wave(Graphics2D g, short[] voice, Color color, long fromMs, int middle) {
    g.setColor(color);
    g.setStroke(new BasicStroke(1));
    int perPixel = (int) Math.round(8 / PX_PER_MS);
    for (int pixel = 0; pixel < ROW_MS * PX_PER_MS; pixel++) {
      int from = (int) (fromMs * 8) + pixel * perPixel;
      int low = 0;
      int high = 0;
      for (int i = from; i < from + perPixel && i < voice.length; i++) {
        low = Math.min(low, voice[i]);
        high = Math.max(high, voice[i]);
      }
      if (from < voice.length) {
        double scale = WAVE / 2.0 / 20_000;
        g.draw(
            new Line2D.Double(
                LEFT + pixel,
                middle - Math.min(high * scale, WAVE / 2.0),
                LEFT + pixel,
                middle - Math.max(low * scale, -WAVE / 2.0)));
      }
    }
  }

  private void marks(Graphics2D g, long fromMs, int top, int bottom) {
    for (Mark mark : timeline.marks()) {
      if (mark.atMs() >= fromMs && mark.atMs() < fromMs + ROW_MS) {
        double x = x(mark.atMs(), fromMs);
        g.setColor(INK);
        g.setStroke(
            new BasicStroke(
                1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, new float[] {3}, 0));
        g.draw(new Line2D.Double(x, top, x, bottom));
        lettering.write(g, mark.text(), x + 3, bottom - 2, SMALL);
      }
    }
  }

  private static double x(long ms, long fromMs) {
    return LEFT + (ms - fromMs) * PX_PER_MS;
  }

  private static Color faded(Color color) {
    return new Color(color.getRed(), color.getGreen(), color.getBlue(), 36);
  }
}
