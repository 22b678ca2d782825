from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0007_learners_are_people"),
        ("people", "0003_learner"),
    ]

    operations = [
        migrations.AlterModelTable(name="learner", table=None),
    ]
