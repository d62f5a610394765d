"""Tests of the sandbox: is it what the evidence says it is?"""
