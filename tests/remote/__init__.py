"""Tests of the layer that both clients stand on."""
