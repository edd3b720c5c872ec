//! The sample of a team in German.

use super::Words;

pub(super) const WORDS: Words = Words {
    members: ["Mira (Beispiel)", "Tom (Beispiel)", "Ayla (Beispiel)"],
    vision: "Wer uns etwas fragt, weiß am selben Tag, wer sich kümmert. Was wir einmal beantwortet haben, muss niemand noch einmal fragen.",
    norms: [
        [
            "sofort zu antworten, wer es eben zuerst sieht",
            "erst ins Handbuch sehen und aufschreiben, was fehlt",
            "Am Dienstag hat Tom mit einem Link auf die Seite zu Reisekosten geantwortet.",
        ],
        [
            "erst um Hilfe zu bitten, wenn es schon spät ist",
            "in der ersten Stunde fragen",
            "Ayla hat nach zwanzig Minuten nach dem Export gefragt und hatte ihn bis Mittag.",
        ],
        [
            "in der Wochenrunde „alles gut“ zu sagen",
            "eine Sache nennen, die schiefging, die Leitung zuerst",
            "Mira hat mit der Mail angefangen, die an den falschen Verteiler ging.",
        ],
        [
            "eine gute Lösung für uns zu behalten",
            "sie in fünf Zeilen teilen",
            "Drei von uns haben dasselbe Skript für die Monatszahlen geschrieben.",
        ],
    ],
    goal: "Eine erste Antwort innerhalb von acht Stunden",
    why: "Wer wartet, fragt jemand anderen, und wir antworten doppelt.",
    measure: "Median der Zeit bis zur ersten Antwort, Arbeitsstunden",
    unit: "h",
    skill: "Nachfragen",
    skills: ["Antworten aufschreiben", "Anfragen übergeben"],
    check_ins: [
        ["Der Dienstplan läuft; zwei lernen ihn noch.", ""],
        [
            "Messewoche: Die Hälfte von uns war weg.",
            "Freitags vertritt niemand.",
        ],
        ["Die Freitage sind jetzt besetzt.", ""],
        [
            "Die fünf häufigsten Fragen haben Seiten.",
            "Die Seite zu Zugriffsrechten wartet auf ihre Durchsicht.",
        ],
    ],
    review: "Der Umzug auf das neue Anfrageformular",
    expected: "Das Formular geht am Montag um neun in Betrieb, und keine Anfrage geht verloren.",
    happened: "Es lief um halb elf. Vier Anfragen kamen an die alte Adresse und wurden am Mittwoch gefunden.",
    reasons: [
        "Niemand hatte das Formular mit einem Konto ohne Rechte ausprobiert.",
        "Die alte Adresse hat niemandem gesagt, dass sie geschlossen ist.",
    ],
    sustain: "An dem Tag entscheidet eine Person. Die Liste aller, die Bescheid bekommen.",
    change: "Mit dem Konto einer neuen Kollegin proben. Den alten Weg noch eine Woche offen lassen, mit einer Antwort.",
    actions: [
        "Die automatische Antwort der alten Adresse einschalten",
        "Die Probe als Seite aufschreiben",
    ],
    lessons: [
        [
            "Eine Anfrage war sechsmal hin- und hergegangen.",
            "Ich habe angerufen, statt eine siebte Mail zu schreiben.",
            "Nach vier Minuten war es gelöst.",
            "Nach der zweiten Rückfrage anrufen.",
            "fragen",
        ],
        [
            "Ich habe einer neuen Kollegin den Export erklärt, und sie hat genickt.",
            "Ich habe sie gebeten, mir den nächsten selbst zu zeigen.",
            "Beim zweiten Schritt kam sie nicht weiter: Auf meiner Seite fehlte er.",
            "Wer es vormacht, findet die Lücke in der Seite. Wer nickt, nicht.",
            "erklären",
        ],
        [
            "Zwei Anfragen sollten zugleich dringend sein.",
            "Ich habe beide gefragt, was passiert, wenn es bis morgen wartet.",
            "Eine konnte warten.",
            "Frag, was morgen passiert, bevor du fragst, wie dringend es ist.",
            "prioritäten",
        ],
    ],
    questions: [
        [
            "Wer gibt den Zugriff auf das Archiv frei?",
            "Tom und Ayla. Nenne den Ordner und bis wann du ihn brauchst.",
            "zugriff",
        ],
        [
            "Wo ist die Vorlage für die Monatszahlen?",
            "Im Teamordner unter *Zahlen*, die neueste steht oben. Kopieren, nicht ändern.",
            "zahlen",
        ],
        [
            "Was sagen wir, wenn eine Anfrage nicht zu uns gehört?",
            "Sag, zu wem sie gehört, gib sie weiter und bleib genannt, bis dort jemand geantwortet hat.",
            "anfragen",
        ],
        [
            "Wie verlege ich meinen Dienst?",
            "Tausche mit jemandem und trag bis Donnerstag beide Namen in den Plan ein.",
            "dienstplan",
        ],
        [
            "Darf ich dem Lieferanten Bildschirmfotos schicken?",
            "Nur ohne Namen und Nummern. Auf den Seiten zum Datenschutz steht ein Beispiel.",
            "daten",
        ],
    ],
};
