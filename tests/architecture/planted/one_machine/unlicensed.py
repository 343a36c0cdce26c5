"""Whose is this?"""
