"""What binds on a day: events of force resolved against the corpus, wordings by day, articles through versions."""
