//! The sample of a team in English.

use super::Words;

pub(super) const WORDS: Words = Words {
    members: ["Mira (sample)", "Tom (sample)", "Ayla (sample)"],
    vision: "Whoever asks us something knows on the same day who is on it. What we answer once, nobody has to ask again.",
    norms: [
        [
            "answer at once, whoever sees it first",
            "look in the playbook first, and write down what is missing",
            "On Tuesday Tom answered with a link to the page on travel costs.",
        ],
        [
            "ask for help when it is late already",
            "ask within the first hour",
            "Ayla asked about the export after twenty minutes and had it by noon.",
        ],
        [
            "say \"all good\" in the weekly meeting",
            "say one thing that went wrong, the lead first",
            "Mira began with the mail she had sent to the wrong list.",
        ],
        [
            "keep a good solution to ourselves",
            "share it in five lines",
            "Three people have written the same script for the monthly figures.",
        ],
    ],
    goal: "A first answer within eight hours",
    why: "Whoever waits asks somebody else, and we answer twice.",
    measure: "Median time to the first answer, working hours",
    unit: "h",
    skill: "Asking back",
    skills: ["Writing an answer down", "Handing a request over"],
    check_ins: [
        ["The rota has begun; two people are still learning it.", ""],
        [
            "A week with the fair: half of us were away.",
            "Nobody stands in on Fridays.",
        ],
        ["Fridays are covered now.", ""],
        [
            "The five most frequent questions have pages.",
            "The page on access rights waits for its review.",
        ],
    ],
    review: "The move to the new ticket form",
    expected: "The form is switched on Monday at nine, and nobody loses a request.",
    happened: "It was on at half past ten. Four requests came in by the old address and were found on Wednesday.",
    reasons: [
        "Nobody had tried the form with an account that has no rights.",
        "The old address did not tell anybody that it was closed.",
    ],
    sustain: "One person decides on the day. The list of everybody to be told.",
    change: "Rehearse with a new colleague's account. Leave the old way open for a week, with an answer.",
    actions: [
        "Switch on the automatic answer of the old address",
        "Write down the rehearsal as a page",
    ],
    lessons: [
        [
            "A request had gone back and forth six times.",
            "I called instead of writing a seventh mail.",
            "It was solved in four minutes.",
            "After the second question back, call.",
            "asking",
        ],
        [
            "I explained the export to a new colleague and she nodded.",
            "I asked her to show me the next one herself.",
            "She stopped at the second step: my page left it out.",
            "Whoever shows it finds the gap in the page, whoever nods does not.",
            "explaining",
        ],
        [
            "Two requests were called urgent at once.",
            "I asked both what happens if it waits until tomorrow.",
            "One could wait.",
            "Ask what happens tomorrow before you ask how urgent it is.",
            "priorities",
        ],
    ],
    questions: [
        [
            "Who releases access to the archive?",
            "Tom and Ayla. Name the folder and until when it is needed.",
            "access",
        ],
        [
            "Where is the template for the monthly figures?",
            "In the team folder under *Figures*, the newest one is on top. Copy it, do not change it.",
            "figures",
        ],
        [
            "What do we say when a request is not for us?",
            "Say who it is for, hand it on, and stay named until they have answered.",
            "requests",
        ],
        [
            "How do I move my turn on the rota?",
            "Swap with somebody and write both names into the plan by Thursday.",
            "rota",
        ],
        [
            "May I send screenshots to the supplier?",
            "Only without names and numbers. The pages on data protection have an example.",
            "data",
        ],
    ],
};
