"""Words that stand in every text and tell nothing of what it is about. Written as texts have them; compared folded."""

from __future__ import annotations

STOPWORDS = {
    "nb": """
        alle alt altså at av bare ble bli blir blitt da de dem den denne der dere deres det dette din disse ditt
        du eller en enn er et etter for fordi fra før få får gjør gjøre ha hadde han hans har henne hennes her
        hun hva hvem hver hvilke hvilken hvis hvor hvordan hvorfor i ikke ingen inn jeg kan kom kommer kunne man
        med meg men mer min mitt mot mye må nå når og også om opp oss over på sammen seg selv si sin sine sitt
        skal skulle slik som så til um under ut uten vår være vært ved vi vil ville var både
    """,
    "en": """
        a about after all also am an and any are as at be because been before being both but by can could did do
        does doing don't each few for from further had has have having he her here hers him his how i if in into
        is it it's its just me more most my no nor not of off on once only or other our out over own s same she
        should so some such t than that the their them then there these they this those through to too under
        until up very was we were what when where which while who whom why will with would you your
    """,
    "de": """
        aber alle allem allen aller alles als also am an ander andere anderen auch auf aus bei beim bin bis bist
        da damit dann das dass dein deine dem den denn der des dessen dich die dies diese diesem diesen dieser
        dieses dir doch dort du durch ein eine einem einen einer eines er es etwas euch euer für gegen gibt habe
        haben hat hatte hatten hier hin ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im in indem ins ist ja je
        jede jedem jeden jeder jedes kann können könnte man manche mein meine mich mir mit muss müssen nach
        nicht nichts noch nun nur ob oder ohne schon sehr sein seine seinem seinen seiner seit sich sie sind so
        soll sollte sondern sonst über um und uns unser unsere unter vom von vor war waren warum was weil weiter
        welche welchem welchen welcher wenn wer werde werden wie wieder will wir wird wo wurde wurden zu zum zur
        zwischen
    """,
    "el": """
        αλλά αν ανά από απ' αυτά αυτές αυτή αυτήν αυτό αυτοί αυτόν αυτός αυτού αυτούς αυτών αφού για γι' γιατί
        δε δεν δικό δική δικός εάν εγώ εδώ εκεί είμαι είναι είσαι είστε είμαστε είχα είχαν είχε εκείνα εκείνες
        εκείνη εκείνο εκείνοι εκείνος ένα έναν ένας ενός επειδή επί έτσι εσύ εσείς εμείς έχει έχεις έχετε έχουμε
        έχουν έχω η ή θα ήδη ήταν και κάθε κάποιο κάποια κάποιος κάποιοι κάτι κατά κι κύ λοιπόν μα μας με μέσα
        μετά μη μην μια μία μιας μου μόνο μπορεί μπορείτε μπορούν μπορώ να ναι ο οι όλα όλες όλη όλο όλοι όλος
        όλων όμως όπου όπως όποιος όποια όποιο όσα όσο όσοι ότι όταν ούτε πάνω παρά πια πιο ποια ποιες ποιο
        ποιοι ποιος πολύ που πού πριν προς πρέπει πως πώς σαν σας σε στα στη στην στης στις στο στον στου στους
        στων σου συ τα τη την της τι τις το τον του τους των τότε τώρα υπό ω ως ώστε έως χωρίς
    """,
}
