"""The mirrors of one invoice beside what Productive shows: which payments are ours, and which people made."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import QuerySet

from brygga.accounting import payments as rules
from brygga.accounting.money import Money
from brygga.accounting.payments import Shown
from brygga.accounting.settlements import Part
from brygga.payments import learning
from brygga.payments.marks import Mark, mark_of
from brygga.payments.models import OVER, Mirror, MirrorState, PaymentSync
from brygga.payments.reads import InProductive, Read
from brygga.payments.turns import SyncTurn
from brygga.productive.payment_schema import Payment


def shown(turn: SyncTurn, read: Read, there: InProductive) -> Shown:
    """What Productive shows of this Fortnox invoice; what stands for another one is left out."""
    own = _marked(turn, read, there)
    foreign = _ids_of_other_invoices(turn, there) | {
        each.id for each in there.payments if mark_of(each) is not None and each.id not in own
    }
    live = turn.sync.mirrors.filter(state=MirrorState.LIVE)
    return Shown(
        invoice=there.invoice,
        payments=tuple(each for each in there.payments if each.id not in foreign),
        mirrors=tuple(_as_rule(each) for each in live.order_by("made_at", "id")),
        marked=tuple((mark.number, mark.part, identity) for identity, mark in own.items()),
        put_back=turn.sync.put_back,
        holds_money_back=learning.holds(turn.sync.organisation, learning.MONEY_BACK),
        holds_excess=learning.holds(turn.sync.organisation, learning.EXCESS),
    )


def adopt(turn: SyncTurn, read: Read, there: InProductive) -> None:
    """A payment that carries our mark and has no mirror is ours: its row was lost, or it landed late."""
    live = turn.sync.mirrors.filter(state=MirrorState.LIVE)
    known = set(live.values_list("fortnox_payment_number", "part"))
    decimals = rules.whole_decimals(read.books, there.invoice)
    if decimals is None:
        return
    ours = {each.id: each for each in there.payments}
    for identity, mark in _marked(turn, read, there).items():
        if (mark.number, mark.part) in known:
            continue
        known.add((mark.number, mark.part))
        with turn.changing():
            mirror = mirror_for(turn, mark, ours[identity].currency)
            amount = Decimal(ours[identity].amount).scaleb(-decimals)
            _take(mirror, ours[identity], amount)
            turn.note("payment_found", payment=mark.number, amount=str(amount), currency=mirror.currency)


def mirror_for(turn: SyncTurn, mark: Mark, currency: str) -> Mirror:
    """The mirror of this part of a payment, new where there is none, in the caller's `changing`."""
    mirror, _ = Mirror.objects.exclude(state__in=OVER).get_or_create(
        fortnox_tenant_id=mark.tenant_id,
        fortnox_payment_number=mark.number,
        part=mark.part.value,
        defaults={
            "id": turn.outside.ids.new(),
            "organisation": turn.sync.organisation,
            "sync": turn.sync,
            "amount_minor": 0,
            "currency": currency,
            "on": turn.sync.link.made_at.date(),
            "made_at": turn.now(),
        },
    )
    return mirror


def _marked(turn: SyncTurn, read: Read, there: InProductive) -> dict[str, Mark]:
    """The payments that carry a mark of this tenant, by id, unless they stand for another Fortnox invoice."""
    found = {each.id: mark for each in there.payments if (mark := mark_of(each)) is not None}
    tenant_id = turn.sync.link.fortnox_tenant_id
    numbers = {*read.listed, *(each.fortnox_payment_number for each in turn.sync.mirrors.all())}
    is_alone = not _others(turn.sync).exists()
    return {
        identity: mark
        for identity, mark in found.items()
        if mark.tenant_id == tenant_id and (is_alone or mark.number in numbers)
    }


def _ids_of_other_invoices(turn: SyncTurn, there: InProductive) -> set[str]:
    """The mirrors on the same Productive invoice that stand for payments of another Fortnox invoice."""
    ids = [each.id for each in there.payments]
    mirrors = Mirror.objects.within(turn.sync.organisation).filter(state=MirrorState.LIVE).exclude(sync=turn.sync)
    return set(mirrors.filter(productive_payment_id__in=ids).values_list("productive_payment_id", flat=True))


def _others(sync: PaymentSync) -> QuerySet[PaymentSync]:
    same = PaymentSync.objects.within(sync.organisation).exclude(id=sync.id)
    return same.filter(link__productive_invoice_id=sync.link.productive_invoice_id)


def _take(mirror: Mirror, payment: Payment, amount: Decimal) -> None:
    mirror.productive_payment_id, mirror.state = payment.id, MirrorState.LIVE
    mirror.amount_minor = Money(amount, mirror.currency).minor
    mirror.on = payment.paid_on or payment.written_off_on or mirror.on
    mirror.save()


def _as_rule(mirror: Mirror) -> rules.Mirror:
    return rules.Mirror(
        number=mirror.fortnox_payment_number,
        part=Part(mirror.part),
        payment_id=mirror.productive_payment_id,
        amount=Money.from_minor(mirror.amount_minor, mirror.currency).amount,
        on=mirror.on,
    )
