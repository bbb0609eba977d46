//! Words that mean the same to the search, as the office changes them.

use kreisrund_search::synonyms::{
    Group, Origin, SynonymGroup, Wording, by_stem, problems,
    store::{self, ChangeError},
};
use kreisrund_store::Database;

use crate::{
    cli::{AddSynonyms, Synonyms},
    config::Config,
    failure::Failure,
    house,
};

/// Does what `arguments` say.
pub async fn run(config: &Config, arguments: &Synonyms) -> Result<(), Failure> {
    let database = house::database(config).await?;
    match arguments {
        Synonyms::List { word, changed } => list(&database, word.as_ref(), *changed).await?,
        Synonyms::Check => check(&database).await?,
        Synonyms::Add(arguments) => add(&database, arguments).await?,
        Synonyms::Remove { id } => remove(&database, id).await?,
        Synonyms::Restore { id: Some(id), .. } => restore(&database, id).await?,
        Synonyms::Restore { id: None, .. } => restore_all(&database).await?,
    }
    database.close().await;
    Ok(())
}

async fn list(database: &Database, word: Option<&Wording>, changed: bool) -> Result<(), Failure> {
    let groups = store::groups(database.read()).await?;
    let is_changed = |group: &SynonymGroup| group.removed || group.origin == Origin::Own;
    let listed: Vec<&SynonymGroup> = groups
        .iter()
        .filter(|group| !changed || is_changed(group))
        .filter(|group| word.is_none_or(|word| has(group, word)))
        .collect();
    for group in &listed {
        let state = match (group.origin, group.removed) {
            (_, true) => " (removed)",
            (Origin::Own, false) => " (own)",
            (Origin::Shipped, false) => "",
        };
        println!("{}{state}: {}", group.id, group.group);
    }
    if listed.is_empty() {
        match (word, changed) {
            (Some(word), true) => println!("you changed no group with “{word}”"),
            (Some(word), false) => println!("no group has “{word}”"),
            (None, _) => println!("you changed nothing; the groups that came with the program are in force"),
        }
    }
    Ok(())
}

/// Whether `word` stands in `group`, in whatever form or among other words.
fn has(group: &SynonymGroup, word: &Wording) -> bool {
    let stems = |wording: &Wording| wording.folded().iter().map(|word| by_stem(word)).collect::<Vec<_>>();
    let wanted = stems(word);
    group.group.wordings().any(|wording| stems(wording).windows(wanted.len()).any(|part| part == wanted))
}

async fn check(database: &Database) -> Result<(), Failure> {
    let groups = store::groups(database.read()).await?;
    let problems = problems(&groups, by_stem);
    for problem in &problems {
        println!("{problem}");
    }
    match problems.len() {
        0 => {
            let in_force = groups.iter().filter(|group| !group.removed).count();
            println!("{in_force} groups are in force, and none has a slip");
            Ok(())
        }
        1 => Err(Failure::refused("there is 1 slip; the groups are in force all the same")),
        many => {
            Err(Failure::refused(format!("there are {many} slips; the groups are in force all the same")))
        }
    }
}

async fn add(database: &Database, arguments: &AddSynonyms) -> Result<(), Failure> {
    let texts = |wordings: &[Wording]| wordings.iter().map(ToString::to_string).collect::<Vec<_>>();
    let (words, finds) = (texts(&arguments.words), texts(&arguments.finds));
    let group = if finds.is_empty() { Group::same(&words) } else { Group::finds(&words, &finds) };
    let group = group.map_err(Failure::refused)?;
    let before = store::groups(database.read()).await?;
    let write = database.write().await?;
    let id = store::add(&write, &group).await.map_err(refused)?;
    write.commit().await?;
    println!("{id}: {group}");
    // Only what the new group brought about; whoever adds it need not look over all the others.
    let known = problems(&before, by_stem);
    for problem in problems(&store::groups(database.read()).await?, by_stem) {
        if !known.contains(&problem) {
            eprintln!("look at this: {problem}");
        }
    }
    Ok(())
}

async fn remove(database: &Database, id: &str) -> Result<(), Failure> {
    let write = database.write().await?;
    let group = store::remove(&write, id).await.map_err(refused)?;
    write.commit().await?;
    match (group.removed, group.origin) {
        (true, _) => println!("{id}: was removed already"),
        (false, Origin::Own) => println!("{id}: deleted; it was {}", group.group),
        (false, Origin::Shipped) => {
            println!("{id}: removed; `kreisrund synonyms restore {id}` brings it back");
        }
    }
    Ok(())
}

async fn restore(database: &Database, id: &str) -> Result<(), Failure> {
    let write = database.write().await?;
    let was_removed = store::restore(&write, id).await.map_err(refused)?;
    write.commit().await?;
    println!("{id}: {}", if was_removed { "in force again" } else { "was in force already" });
    Ok(())
}

async fn restore_all(database: &Database) -> Result<(), Failure> {
    let write = database.write().await?;
    let undone = store::reset(&write).await?;
    write.commit().await?;
    match undone {
        0 => println!("nothing was changed; the groups that came with the program are in force"),
        1 => println!("1 change is undone; the groups that came with the program are in force"),
        _ => println!("{undone} changes are undone; the groups that came with the program are in force"),
    }
    Ok(())
}

fn refused(error: ChangeError) -> Failure {
    match error {
        ChangeError::Store(error) => error.into(),
        ChangeError::AlreadyThere(_) | ChangeError::Unknown(_) => Failure::refused(error),
    }
}
