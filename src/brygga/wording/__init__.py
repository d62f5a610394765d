"""Problems, errors and events as sentences, in English and Swedish."""
