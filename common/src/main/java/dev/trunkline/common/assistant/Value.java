package dev.trunkline.common.assistant;

/** A text in a file, and where it stands. */
public record Value(String text, Place place) {}
