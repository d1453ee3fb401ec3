package dev.trunkline.simulator.engine.decoder;

/** Everything a decoder needs that all calls share. Immutable. */
record DecoderModel(
    AcousticModel acoustic,
    Lexicon lexicon,
    WordNetwork network,
    WordGrammar grammar,
    SearchSettings settings) {}
