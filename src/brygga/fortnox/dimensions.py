"""Fortnox's registers of projects and cost centres."""

from __future__ import annotations

from pydantic import Field

from brygga.fortnox.schema import Value
from brygga.fortnox.wire import DayOrNone, Flag, Identity, Text


class Project(Value):
    """A project (recorded 2017 to 2024); `status` is NOTSTARTED, ONGOING or COMPLETED (specification)."""

    number: Identity = Field(alias="ProjectNumber")
    description: Text = Field(default="", alias="Description")
    status: Text = Field(default="", alias="Status")
    start_date: DayOrNone = Field(default=None, alias="StartDate")
    end_date: DayOrNone = Field(default=None, alias="EndDate")


class CostCenter(Value):
    """A cost centre of the register (asserted)."""

    code: Identity = Field(alias="Code")
    description: Text = Field(default="", alias="Description")
    active: Flag = Field(default=True, alias="Active")
