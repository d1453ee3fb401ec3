package dev.trunkline.common.assistant;

/** Where something stands in a file; both count from 1. */
public record Place(int line, int column) {}
