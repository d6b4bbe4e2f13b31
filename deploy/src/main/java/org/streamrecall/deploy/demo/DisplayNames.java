package org.streamrecall.deploy.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * The names of countries, languages and currencies as the Unicode CLDR records them and the JDK
 * ships them. A name that is the English one, or a mere code, was never translated and is left out;
 * a language needs {@value #FEWEST_NAMES} others to count.
 */
final class DisplayNames {
  static final int FEWEST_NAMES = 150;

  private DisplayNames() {}

  /** Languages without regional variants, English apart, ordered by code. */
  static List<Language> read() {
    TreeSet<String> codes = new TreeSet<>();
    for (Locale locale : Locale.getAvailableLocales()) {
      if (!locale.getLanguage().isEmpty()) {
        codes.add(locale.getLanguage());
      }
    }
    codes.remove(Locale.ENGLISH.getLanguage());
    List<Named> things = things();
    List<String> english = things.stream().map(thing -> thing.in(Locale.ENGLISH)).toList();
    List<Language> languages = new ArrayList<>();
    for (String code : codes) {
      Locale locale = Locale.forLanguageTag(code);
      TreeSet<String> names = new TreeSet<>();
      for (int i = 0; i < things.size(); i++) {
        String name = things.get(i).in(locale);
        if (!name.equalsIgnoreCase(english.get(i)) && !name.equalsIgnoreCase(things.get(i).code)) {
          names.add(name.toLowerCase(Locale.ROOT));
        }
      }
      if (names.size() >= FEWEST_NAMES) {
        languages.add(Language.of(code, names));
      }
    }
    return languages;
  }

  private static List<Named> things() {
    List<Named> things = new ArrayList<>();
    for (String code : Locale.getISOCountries()) {
      things.add(new Named(code, new Locale.Builder().setRegion(code).build(), null));
    }
    for (String code : Locale.getISOLanguages()) {
      things.add(new Named(code, new Locale.Builder().setLanguage(code).build(), null));
    }
    List<Currency> currencies = new ArrayList<>(Currency.getAvailableCurrencies());
    currencies.sort(java.util.Comparator.comparing(Currency::getCurrencyCode));
    for (Currency currency : currencies) {
      things.add(new Named(currency.getCurrencyCode(), null, currency));
    }
    return Collections.unmodifiableList(things);
  }

  /** A country or a language (place), or a currency. */
  private record Named(String code, Locale place, Currency currency) {
    String in(Locale locale) {
      if (currency != null) {
        return currency.getDisplayName(locale);
      }
      return place.getCountry().isEmpty()
          ? place.getDisplayLanguage(locale)
          : place.getDisplayCountry(locale);
    }
  }
}
