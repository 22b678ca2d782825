"""What H5P's types say around a question, in the active language.

Names are those of each type's semantics; what stands as @word, :word or % in a text is filled in by H5P. Texts are
HTML to H5P: none of these holds a character that means something there.
"""

from __future__ import annotations

from django.utils.translation import gettext, pgettext

from courses.h5p.out.contents import JSON

Texts = dict[str, str]


def shared() -> Texts:
    """Texts that several types have under the same names."""
    return {
        "scoreBarLabel": pgettext("H5P", "You got :num out of :total points"),
        "a11yCheck": pgettext("H5P", "Check the answers. They will be marked as right, wrong or unanswered."),
        "a11yShowSolution": pgettext("H5P", "Show the solution. The right answers will be marked."),
        "a11yRetry": pgettext("H5P", "Try again. All answers are taken back, and you start anew."),
    }


def dialogs() -> JSON:
    """The questions before checking and before another try; they are switched off, and complete all the same."""
    cancel = pgettext("H5P", "Cancel")
    return {
        "confirmCheck": {
            "header": pgettext("H5P", "Finish?"),
            "body": pgettext("H5P", "Are you sure that you want to finish?"),
            "cancelLabel": cancel,
            "confirmLabel": pgettext("H5P", "Finish"),
        },
        "confirmRetry": {
            "header": pgettext("H5P", "Try again?"),
            "body": pgettext("H5P", "Are you sure that you want to try again?"),
            "cancelLabel": cancel,
            "confirmLabel": pgettext("H5P", "Try again"),
        },
    }


def multi_choice() -> Texts:
    """The group `UI` of H5P.MultiChoice."""
    return {
        **shared(),
        "checkAnswerButton": pgettext("H5P", "Check"),
        "submitAnswerButton": pgettext("H5P", "Submit"),
        "showSolutionButton": pgettext("H5P", "Show solution"),
        "tryAgainButton": pgettext("H5P", "Try again"),
        "tipsLabel": pgettext("H5P", "Show tip"),
        "tipAvailable": pgettext("H5P", "Tip available"),
        "feedbackAvailable": pgettext("H5P", "Feedback available"),
        "readFeedback": pgettext("H5P", "Read feedback"),
        "wrongAnswer": pgettext("H5P", "Wrong answer"),
        "correctAnswer": pgettext("H5P", "Right answer"),
        "shouldCheck": pgettext("H5P", "Should have been chosen"),
        "shouldNotCheck": pgettext("H5P", "Should not have been chosen"),
        "noInput": pgettext("H5P", "Please answer before you look at the solution"),
    }


def true_false() -> Texts:
    """The group `l10n` of H5P.TrueFalse."""
    return {
        **shared(),
        "trueText": pgettext("answer to a statement", "True"),
        "falseText": pgettext("answer to a statement", "False"),
        "score": pgettext("H5P", "You got @score of @total points"),
        "checkAnswer": pgettext("H5P", "Check"),
        "submitAnswer": pgettext("H5P", "Submit"),
        "showSolutionButton": pgettext("H5P", "Show solution"),
        "tryAgain": pgettext("H5P", "Try again"),
        "wrongAnswerMessage": pgettext("H5P", "Wrong answer"),
        "correctAnswerMessage": pgettext("H5P", "Right answer"),
    }


def blanks() -> Texts:
    """The texts of H5P.Blanks, which stand among its parameters."""
    return {
        **shared(),
        "showSolutions": pgettext("H5P", "Show solution"),
        "tryAgain": pgettext("H5P", "Try again"),
        "checkAnswer": pgettext("H5P", "Check"),
        "submitAnswer": pgettext("H5P", "Submit"),
        "notFilledOut": pgettext("H5P", "Please fill in all gaps before you look at the solution"),
        "answerIsCorrect": pgettext("H5P", "“:ans” is right"),
        "answerIsWrong": pgettext("H5P", "“:ans” is wrong"),
        "answeredCorrectly": pgettext("H5P", "Answered rightly"),
        "answeredIncorrectly": pgettext("H5P", "Answered wrongly"),
        "solutionLabel": pgettext("H5P", "Right answer:"),
        "inputLabel": pgettext("H5P", "Gap @num of @total"),
        "inputHasTipLabel": pgettext("H5P", "Tip available"),
        "tipLabel": pgettext("H5P", "Tip"),
        "a11yCheckingModeHeader": pgettext("H5P", "Checking mode"),
    }


def drag_text() -> Texts:
    """The texts of H5P.DragText, which stand among its parameters."""
    return {
        **shared(),
        "checkAnswer": pgettext("H5P", "Check"),
        "submitAnswer": pgettext("H5P", "Submit"),
        "tryAgain": pgettext("H5P", "Try again"),
        "showSolution": pgettext("H5P", "Show solution"),
        "dropZoneIndex": pgettext("H5P", "Drop zone @index."),
        "empty": pgettext("H5P", "Drop zone @index is empty."),
        "contains": pgettext("H5P", "Drop zone @index holds @draggable."),
        "ariaDraggableIndex": pgettext("H5P", "@index of @count to drag."),
        "tipLabel": pgettext("H5P", "Show tip"),
        "correctText": pgettext("H5P", "Right."),
        "incorrectText": pgettext("H5P", "Wrong."),
        "resetDropTitle": pgettext("H5P", "Empty the drop zone"),
        "resetDropDescription": pgettext("H5P", "Are you sure that you want to empty this drop zone?"),
        "grabbed": pgettext("H5P", "Picked up."),
        "cancelledDragging": pgettext("H5P", "Put back."),
        "correctAnswer": pgettext("H5P", "Right answer:"),
        "feedbackHeader": pgettext("H5P", "Feedback"),
    }


def summary() -> Texts:
    """The texts of H5P.Summary, which stand among its parameters."""
    return {
        "solvedLabel": pgettext("H5P", "Progress:"),
        "scoreLabel": pgettext("H5P", "Wrong answers:"),
        "resultLabel": pgettext("H5P", "Your result"),
        "labelCorrect": pgettext("H5P", "Right."),
        "labelIncorrect": pgettext("H5P", "Wrong. Please try again."),
        "alternativeIncorrectLabel": pgettext("H5P", "Wrong"),
        "labelCorrectAnswers": pgettext("H5P", "Right answers."),
        "tipButtonLabel": pgettext("H5P", "Show tip"),
        "scoreBarLabel": shared()["scoreBarLabel"],
        "progressText": pgettext("H5P", "Progress :num of :total"),
    }


def question_set() -> Texts:
    """The group `texts` of H5P.QuestionSet."""
    return {
        "prevButton": pgettext("H5P", "Previous question"),
        "previous": pgettext("H5P", "Previous"),
        "nextButton": pgettext("H5P", "Next question"),
        "next": pgettext("H5P", "Next"),
        "finishButton": pgettext("H5P", "Finish"),
        "submitButton": pgettext("H5P", "Submit"),
        "textualProgress": pgettext("H5P", "Question @current of @total"),
        "jumpToQuestion": pgettext("H5P", "Question %(number)s of %(total)s") % {"number": "%d", "total": "%total"},
        "questionLabel": pgettext("H5P", "Question"),
        "readSpeakerProgress": pgettext("H5P", "Question @current of @total"),
        "unansweredText": pgettext("H5P", "Unanswered"),
        "answeredText": pgettext("H5P", "Answered"),
        "currentQuestionText": pgettext("H5P", "Current question"),
        "navigationLabel": pgettext("H5P", "Questions"),
        "questionSetInstruction": pgettext("H5P", "Choose the question to show"),
    }


def end_of_set(pass_mark: int) -> JSON:
    """The group `endGame` of H5P.QuestionSet; `pass_mark` in per cent."""
    passed = {"from": pass_mark, "to": 100, "feedback": gettext("You have passed.")}
    failed = {"from": 0, "to": pass_mark - 1, "feedback": gettext("Not passed yet. Look at the lessons and try again.")}
    return {
        "showResultPage": True,
        "showSolutionButton": True,
        "showRetryButton": True,
        "noResultMessage": pgettext("H5P", "Finished"),
        "message": pgettext("H5P", "Your result"),
        "amountCorrect": pgettext("H5P", "@finals of @totals right"),
        "scoreBarLabel": pgettext("H5P", "You got @finals out of @totals points"),
        "scoreHeader": pgettext("H5P", "Points"),
        "overallFeedback": [failed, passed] if pass_mark > 0 else [passed],
        "solutionButtonText": pgettext("H5P", "Show solution"),
        "retryButtonText": pgettext("H5P", "Try again"),
        "finishButtonText": pgettext("H5P", "Finish"),
        "submitButtonText": pgettext("H5P", "Submit"),
        "showAnimations": False,
        "skippable": False,
        "skipButtonText": pgettext("H5P", "Skip"),
    }


def book() -> JSON:
    """The texts of H5P.InteractiveBook, which stand among its parameters."""
    return {
        "read": pgettext("H5P", "Read"),
        "displayTOC": pgettext("H5P", "Show the table of contents"),
        "hideTOC": pgettext("H5P", "Hide the table of contents"),
        "nextPage": pgettext("H5P", "Next page"),
        "previousPage": pgettext("H5P", "Previous page"),
        "chapterCompleted": pgettext("H5P", "Page completed."),
        "partCompleted": pgettext("H5P", "@pages of @total completed"),
        "incompleteChapter": pgettext("H5P", "Page not completed"),
        "navigateToTop": pgettext("H5P", "To the top"),
        "markAsFinished": pgettext("H5P", "I have finished this page"),
        "fullscreen": pgettext("H5P", "Full screen"),
        "exitFullscreen": pgettext("H5P", "Leave full screen"),
        "bookProgressSubtext": pgettext("H5P", "@count of @total pages"),
        "interactionsProgressSubtext": pgettext("H5P", "@count of @total tasks"),
        "submitReport": pgettext("H5P", "Submit report"),
        "restartLabel": pgettext("H5P", "Start anew"),
        "summaryHeader": pgettext("H5P", "Summary"),
        "allInteractions": pgettext("H5P", "All tasks"),
        "unansweredInteractions": pgettext("H5P", "Unanswered tasks"),
        "scoreText": "@score / @maxscore",
        "leftOutOfTotalCompleted": pgettext("H5P", "@left of @max tasks completed"),
        "noInteractions": pgettext("H5P", "No tasks"),
        "score": pgettext("H5P", "Points"),
        "summaryAndSubmit": pgettext("H5P", "Summary"),
        "noChapterInteractionBoldText": pgettext("H5P", "You have not done anything on any page yet."),
        "noChapterInteractionText": pgettext("H5P", "Do something on at least one page to see the summary."),
        "yourAnswersAreSubmittedForReview": pgettext("H5P", "Your answers have been sent."),
        "bookProgress": pgettext("H5P", "Progress in the book"),
        "interactionsProgress": pgettext("H5P", "Progress in the tasks"),
        "totalScoreLabel": pgettext("H5P", "All points"),
        "a11y": {
            "progress": pgettext("H5P", "Page @page of @total."),
            "menu": pgettext("H5P", "Open or close the menu"),
        },
    }
