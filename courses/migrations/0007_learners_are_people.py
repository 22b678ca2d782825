import django.db.models.deletion
from django.db import migrations, models

FACTS = {
    "enrolment": "enrolments",
    "lessoncompletion": "completions",
    "quizattempt": "attempts",
    "reviewround": "review_rounds",
    "reflection": "reflections",
}


class Migration(migrations.Migration):
    """What hangs on a learner hangs on the app `people` now; the table behind both is the same."""

    dependencies = [
        ("courses", "0006_reflections"),
        ("people", "0003_learner"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                *(
                    migrations.AlterField(
                        model_name=model,
                        name="learner",
                        field=models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name=related, to="people.learner"
                        ),
                    )
                    for model, related in FACTS.items()
                ),
                migrations.DeleteModel(name="Learner"),
            ],
        ),
    ]
