package schema

import "testing"

func TestLoad_OurOwnFilesAreRight(t *testing.T) {
	if _, err := Load(files); err != nil {
		t.Fatal(err)
	}
}
