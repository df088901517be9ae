package tree_sitter_tsocks_test

import (
	"testing"

	tree_sitter "github.com/smacker/go-tree-sitter"
	"github.com/tree-sitter/tree-sitter-tsocks"
)

func TestCanLoadGrammar(t *testing.T) {
	language := tree_sitter.NewLanguage(tree_sitter_tsocks.Language())
	if language == nil {
		t.Errorf("Error loading Tsocks grammar")
	}
}
