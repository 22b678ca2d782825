"""Puts H5P activities into a lesson of the running site.

`python -m tests.e2e.h5p_stage`, run as the site's processes run: the real True/False twice, and one whose library tries
what it can to reach the page around it. It prints the address of the lesson.
"""

from __future__ import annotations

import io
import json
import uuid

# What a program of strangers would do if it could. It writes down how each try ended.
HOSTILE = """
var H5P = window.H5P || {};
H5P.Small = function () {
  this.attach = function (container) {
    var told = {};
    function attempt(name, deed) {
      try { told[name] = String(deed()); } catch (error) { told[name] = "refused"; }
    }
    attempt("page", function () { return parent.document.title; });
    attempt("place", function () { top.location.href = "/en/?stolen"; return top.location.href; });
    attempt("cookie", function () { return document.cookie; });
    attempt("storage", function () { return localStorage.length; });
    attempt("origin", function () { return self.origin; });
    attempt("element", function () { return window.frameElement.id; });
    attempt("inline", function () {
      container[0].innerHTML = "<img src='data:,' onerror='window.ran = 1'>";
      return window.ran;
    });
    parent.postMessage({ context: "h5p", action: "resize", scrollHeight: 1e9 }, "*");
    parent.postMessage({ context: "h5p", action: "__proto__" }, "*");
    parent.postMessage("not ours", "*");
    // A result is its own, whatever it says of persons and places; others' frames listen to the page alone.
    var stolen = {
      actor: { mbox: "mailto:somebody@example.org" },
      verb: { id: "http://adlnet.gov/expapi/verbs/completed" },
      object: { id: "/h5p/other/content", definition: { name: { en: "Stolen" } } },
      result: { completion: true, score: { raw: 7, max: 10 } }
    };
    parent.postMessage({ context: "mimi-activity", action: "statement", statement: stolen }, "*");
    parent.postMessage({ context: "mimi-activity", action: "state", type: "state", part: "0", text: 7 }, "*");
    for (var n = 0; n < 2; n++) {
      parent.frames[n].postMessage({ context: "mimi-activity", action: "begin", states: { 0: { state: "7" } } }, "*");
    }
    var asked = ["/en/me/data/", "/cms/", "https://example.org/"].map(function (url) {
      return fetch(url, { credentials: "include" }).then(
        function () { told[url] = "answered"; }, function () { told[url] = "refused"; }
      );
    });
    Promise.all(asked).then(function () {
      var list = document.createElement("pre");
      list.id = "told";
      list.textContent = JSON.stringify(told);
      document.body.append(list);
    });
  };
};
"""


def main() -> None:
    """Install, upload, publish."""
    import django

    django.setup()

    from courses.h5p.models import Activity
    from courses.h5p.store.installing import install
    from courses.h5p.store.uploading import keep
    from courses.models import LessonPage
    from mimi.pages.gates import open_gates
    from tests.courses.h5p.packages import content_files, library_files, packed, true_false

    # One that no other test reads: whoever comes by afterwards would meet what the program tries.
    lesson = LessonPage.objects.live().filter(locale__language_code="en").order_by("-path")[3]
    if Activity.objects.filter(title="Reaching out").exists():
        # It was set already: tests of other files may come between these.
        print(lesson.get_url())  # noqa: T201  # the test reads it
        return
    install(io.BytesIO(true_false()), "true-false.h5p")
    install(io.BytesIO(packed(library_files(HOSTILE))), "hostile.h5p")
    packages = {
        "Is it so?": true_false(with_libraries=False),
        "Is this so?": true_false(with_libraries=False),
        "Reaching out": packed(content_files()),
    }
    activities = []
    for title, data in packages.items():
        activity = Activity(title=title)
        keep(activity, io.BytesIO(data), "made.h5p")
        activities.append(activity)
    body = [dict(block) for block in lesson.body.raw_data]
    body += [
        {
            "type": "activity",
            "id": str(uuid.uuid4()),
            "value": {"activity": activity.pk, "summary": f"What “{activity.title}” is about."},
        }
        for activity in activities
    ]
    lesson.body = json.dumps(body)
    with open_gates():
        lesson.save_revision().publish()
    print(lesson.get_url())  # noqa: T201  # the test reads it


if __name__ == "__main__":
    main()
