// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.picture;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/** Distributions one under the other on a common axis of milliseconds: every value is a dot. */
public final class DistributionPicture {
  private static final int WIDTH = 1_200;
  private static final int LEFT = 330;
  private static final int RIGHT = 40;
  private static final int TOP = 40;
  private static final int ROW = 56;
  private static final int BOTTOM = 50;
  private static final Color INK = new Color(0x22, 0x2b, 0x38);
  private static final Color FAINT = new Color(0xd8, 0xdd, 0xe4);
  private static final Color DOT = new Color(0x1f, 0x77, 0xb4, 90);
  private static final Color RANK = new Color(0xd6, 0x27, 0x28);

  /** One distribution; values in milliseconds, ascending. */
  public record Row(String name, List<Double> values) {}

  private DistributionPicture() {}

  /** Writes a PNG file. */
  public static void write(List<Row> rows, Path file) throws IOException {
    int height = TOP + ROW * Math.max(1, rows.size()) + BOTTOM;
    var image = new BufferedImage(WIDTH, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    try {
      g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      g.setColor(Color.WHITE);
      g.fillRect(0, 0, WIDTH, height);
      draw(g, rows, height);
    } finally {
      g.dispose();
    }
    ImageIO.write(image, "png", file.toFile());
  }

  private static void draw(Graphics2D g, List<Row> rows, int height) {
    var letters = new TextPainter();
    double most =
        rows.stream().flatMap(row -> row.values().stream()).mapToDouble(v -> v).max().orElse(1);
    double step = step(most);
    double end = Math.max(step, Math.ceil(most / step) * step);
    for (double ms = 0; ms <= end; ms += step) {
      double x = x(ms, end);
      g.setColor(FAINT);
      g.draw(new Line2D.Double(x, TOP - 10, x, height - BOTTOM + 5));
      g.setColor(INK);
      String label = String.valueOf(Math.round(ms));
      letters.write(g, label, x - letters.width(label, 13) / 2, height - BOTTOM + 22, 13);
    }
    letters.write(g, "ms; the red line is the 95th percentile", LEFT, height - 10, 13);
    for (int i = 0; i < rows.size(); i++) {
      draw(g, letters, rows.get(i), TOP + ROW * i + ROW / 2.0, end);
    }
  }

  private static void draw(Graphics2D g, TextPainter letters, Row row, double y, double end) {
    g.setColor(INK);
    letters.write(g, row.name() + " (" + row.values().size() + ")", 12, y + 5, 14);
    g.setColor(DOT);
    for (int i = 0; i < row.values().size(); i++) {
      // Spread over the height of the row by position, so that equal values are seen as many.
      double spread = (i * 7 % 13 - 6) * 2.2;
      g.fill(new Ellipse2D.Double(x(row.values().get(i), end) - 3, y + spread - 3, 6, 6));
    }
    if (!row.values().isEmpty()) {
      int rank = (int) Math.ceil(0.95 * row.values().size()) - 1;
      double x = x(row.values().get(Math.max(0, rank)), end);
      g.setColor(RANK);
      g.draw(new Line2D.Double(x, y - 20, x, y + 20));
    }
  }

  private static double x(double ms, double end) {
    return LEFT + Math.max(0, ms) / end * (WIDTH - LEFT - RIGHT);
  }

  /** About eight steps of a round length. */
  private static double step(double most) {
    for (double step : new double[] {10, 20, 50, 100, 200, 250, 500, 1_000, 2_000, 5_000}) {
      if (most / step <= 9) {
        return step;
      }
    }
    return 10_000;
  }
}
