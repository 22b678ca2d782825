"""Reading a document, at once or by the worker, and forgetting what is over."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django_tasks import task

from mimi.editors.importing import limits
from mimi.editors.importing.codec import to_data
from mimi.editors.importing.models import ImportProposal, ImportUpload, Stage
from mimi.editors.importing.problems import DocumentError
from mimi.editors.importing.recognition.recognise import recognise
from mimi.editors.importing.sandbox import Document, NotYetError, read_document
from mimi.operations.periodic import daily


def begin(row: ImportProposal, content: bytes) -> None:
    """Read a document: a small one at once, else, or where that takes too long, by the worker."""
    if len(content) <= limits.BYTES_AT_ONCE:
        try:
            read(row, content, seconds=limits.SECONDS_AT_ONCE)
        except NotYetError:
            pass
        else:
            return
    with transaction.atomic():
        ImportUpload.objects.create(proposal=row, content=content)
        transaction.on_commit(lambda: read_later.enqueue(str(row.pk)))


@task(backend="background")
def read_later(id_: str) -> None:
    """Read a document that was kept for the worker, and let go of the file."""
    upload = ImportUpload.objects.select_related("proposal").filter(proposal_id=UUID(id_)).first()
    if upload is None:
        return
    ImportProposal.objects.filter(pk=id_).update(stage=Stage.READING)
    try:
        read(upload.proposal, bytes(upload.content))
    finally:
        upload.delete()


def read(row: ImportProposal, content: bytes, *, seconds: float | None = None) -> None:
    """Read a document and keep what was recognised, or what is wrong with it.

    Raises:
        NotYetError: it takes longer than `seconds`.
    """

    def tell(done: int, whole: int) -> None:
        ImportProposal.objects.filter(pk=row.pk).update(done=done, whole=whole, stage=Stage.READING)

    try:
        document = read_document(row.file_name, content, tell, seconds=seconds)
        _keep(row, document)
    except DocumentError as error:
        row.stage, row.problem = Stage.FAILED, error.code
        row.save(update_fields=["stage", "problem"])


def _keep(row: ImportProposal, document: Document) -> None:
    from mimi.editors.importing.making import fill_in

    found = recognise(document.blocks)
    if len(found.parts) > limits.MOST_PARTS:
        raise DocumentError("too-much-text")
    row.outline = [to_data(block) for block in found.blocks]
    row.language, row.notes, row.stage, row.problem = document.language, document.notes, Stage.READY, ""
    fill_in(row, found.blocks, found.parts)
    row.parts = [part.to_data() for part in found.parts]
    row.version += 1
    row.save()


@daily("forget imported documents", hour=3)
def forget(now: datetime) -> None:
    """Delete uploads that nobody has read within a day, and proposals whose time is over."""
    stale = ImportUpload.objects.filter(proposal__created_at__lt=now - limits.KEEP_UPLOAD)
    for upload in stale.only("pk", "proposal_id"):
        ImportProposal.objects.filter(pk=upload.proposal_id).exclude(stage=Stage.READY).update(
            stage=Stage.FAILED, problem="took-too-long"
        )
    stale.delete()
    ImportProposal.objects.filter(expires_at__lt=now).delete()
