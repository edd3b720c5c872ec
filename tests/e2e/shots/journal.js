/* A few weeks of somebody's work, the oldest first. Nobody in it is real. */

export const ENTRIES = [
  `# First week as team lead

Everyone asked what would change. I said "nothing yet" and saw three faces close. Next time: say what I am looking at,
and by when they hear from me. #leading`,
  `# Standup ran over again

Two people solved one person's problem while five listened. I let it run because it was interesting *to me*.

- [x] ask for the parking lot back
- [ ] keep time myself for two weeks

#meetings #lesson`,
  `Asked Jana what she would do before I said what I would. Her answer was better. #feedback`,
  `# What the outage taught us

We looked for who for an hour and for why for ten minutes. The log line had been there since March.

1. Read the log first.
2. Write down what we expected.
3. Only then talk. #lesson`,
  `# Before the talk with Omar

**What do I want him to know?** That the deadline moved because of me, not because of him.
**What do I fear?** That he nods.
**First sentence:** "I promised something for you without asking you." #feedback #hard`,
  `The quiet colleague is not quiet in writing. Ask in the document a day before. #meetings`,
  `# The meeting that was an e-mail

Six people, forty minutes, one decision that I had already made. I wanted company more than advice.

> When I catch myself inviting people, I will write the decision down first and ask who sees it differently.

Tried it on Thursday: two answers, one of them changed my mind. #meetings #lesson`,
];
