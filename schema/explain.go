package schema

import (
	"errors"
	"fmt"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"
)

// explain turns the library's first complaint into plain words that say what to do. It quotes the schema only, never the
// value: neither its texts nor the names of members it should not have.
func (c *checker) explain(f *Field, err error) *Violation {
	var invalid *jsonschema.ValidationError
	if !errors.As(err, &invalid) {
		return f.about(codeBadValue, "kan inte tas emot. Skriv om och skicka igen.", "cannot be accepted. Write it again and submit.")
	}
	leaf := invalid
	for len(leaf.Causes) > 0 {
		leaf = leaf.Causes[0]
	}
	where := place(leaf.InstanceLocation)
	sv, en := c.sentence(leaf.ErrorKind, where)
	if where != "" && !isRequired(leaf.ErrorKind) {
		name := strings.ReplaceAll(where[1:], "*", "rad")
		sv, en = fmt.Sprintf("(%s) %s", name, sv), fmt.Sprintf("(%s) %s", strings.ReplaceAll(where[1:], "*", "item"), en)
	}
	return f.about(codeBadValue, sv, en)
}

// place is where in a value the complaint is, in the form of checker.says. Only names that the schema knows get here: the
// library complains about an unknown member at the object that holds it.
func place(location []string) string {
	var b strings.Builder
	for _, part := range location {
		if part != "" && part[0] >= '0' && part[0] <= '9' {
			part = "*"
		}
		b.WriteString("/" + part)
	}
	return b.String()
}

func isRequired(k jsonschema.ErrorKind) bool {
	_, ok := k.(*kind.Required)
	return ok
}

func (c *checker) sentence(k jsonschema.ErrorKind, where string) (sv, en string) {
	switch k := k.(type) {
	case *kind.MaxLength:
		return fmt.Sprintf("får ha högst %d tecken. Korta texten eller dela upp den.", k.Want),
			fmt.Sprintf("may have at most %d characters. Shorten the text or split it.", k.Want)
	case *kind.MinLength:
		return "får inte vara tomt. Fyll i det.", "may not be empty. Fill it in."
	case *kind.Required:
		names := strings.Join(k.Missing, ", ")
		return fmt.Sprintf("saknar %s. Fyll i det.", names), fmt.Sprintf("lacks %s. Fill it in.", names)
	case *kind.AdditionalProperties:
		return "innehåller en uppgift som servern inte känner till. Uppdatera appen.",
			"holds something the server does not know. Update the app."
	case *kind.UniqueItems:
		return "nämner samma sak två gånger. Ta bort den ena.", "names the same thing twice. Remove one."
	case *kind.MaxItems:
		return fmt.Sprintf("får ha högst %d rader. Ta bort några.", k.Want), fmt.Sprintf("may have at most %d items. Remove some.", k.Want)
	case *kind.MinItems:
		return fmt.Sprintf("ska ha minst %d rader. Lägg till fler.", k.Want), fmt.Sprintf("needs at least %d items. Add more.", k.Want)
	}
	if say, ok := c.says[where]; ok {
		return fmt.Sprintf("ska vara %s. Ändra och skicka igen.", say.Swedish),
			fmt.Sprintf("must be %s. Change it and submit again.", say.English)
	}
	return form(k)
}

// form describes values that no "say" describes.
func form(k jsonschema.ErrorKind) (sv, en string) {
	switch k := k.(type) {
	case *kind.Minimum:
		return fmt.Sprintf("ska vara minst %s. Ändra talet.", k.Want.RatString()), fmt.Sprintf("must be at least %s. Change the number.", k.Want.RatString())
	case *kind.Maximum:
		return fmt.Sprintf("ska vara högst %s. Ändra talet.", k.Want.RatString()), fmt.Sprintf("must be at most %s. Change the number.", k.Want.RatString())
	case *kind.Enum:
		names := make([]string, len(k.Want))
		for i, v := range k.Want {
			names[i] = fmt.Sprint(v)
		}
		list := strings.Join(names, ", ")
		return fmt.Sprintf("ska vara ett av %s. Välj om.", list), fmt.Sprintf("must be one of %s. Choose again.", list)
	case *kind.Type:
		return fmt.Sprintf("ska vara %s. Skriv om och skicka igen.", kindWords(k.Want, 0)),
			fmt.Sprintf("must be %s. Write it again and submit.", kindWords(k.Want, 1))
	}
	return "har inte rätt form. Skriv om och skicka igen.", "does not have the right form. Write it again and submit."
}

var kinds = map[string][2]string{
	"string": {"en text", "a text"}, "integer": {"ett heltal", "a whole number"}, "number": {"ett tal", "a number"},
	"boolean": {"ja eller nej", "yes or no"}, "array": {"en lista", "a list"}, "object": {"flera uppgifter", "several values"},
}

func kindWords(types []string, language int) string {
	words := make([]string, len(types))
	for i, t := range types {
		words[i] = kinds[t][language]
	}
	return strings.Join(words, []string{" eller ", " or "}[language])
}
